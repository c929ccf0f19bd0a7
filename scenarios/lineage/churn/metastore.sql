-- From files on S3 to a model, the endpoint that serves it, and the numbers of the business.
CREATE CATALOG prod;
CREATE SCHEMA prod.raw; CREATE SCHEMA prod.features; CREATE SCHEMA prod.ml; CREATE SCHEMA prod.business;
CREATE STORAGE CREDENTIAL lake_key;
CREATE EXTERNAL LOCATION landing URL 's3://acme-landing' WITH (STORAGE CREDENTIAL lake_key);

CREATE TABLE prod.raw.raw_data (
  customer_id BIGINT NOT NULL, email STRING, country STRING, signed_up DATE,
  last_login TIMESTAMP, tickets INT, monthly_fee DECIMAL(10, 2), churned BOOLEAN
);
ALTER TABLE prod.raw.raw_data ALTER COLUMN email SET TAGS ('pii' = 'email');

CREATE TABLE prod.features.feature_engineering (
  customer_id BIGINT, email_hash STRING, country STRING, tenure_days INT, tickets INT,
  monthly_fee DECIMAL(10, 2), churned BOOLEAN
);
CREATE TABLE prod.features.customer_features (
  customer_id BIGINT, tenure_days INT, tickets INT, monthly_fee DECIMAL(10, 2), churned BOOLEAN
);
CREATE TABLE prod.features.contacts (customer_id BIGINT, email STRING, country STRING);
CREATE TABLE prod.ml.production_api_payload (request STRING, response STRING, at TIMESTAMP);
CREATE TABLE prod.business.business_metrics (day DATE, customers_at_risk BIGINT, fee_at_risk DECIMAL(38, 2));

CREATE VIEW prod.business.by_country AS
  SELECT country, count(*) AS customers, sum(monthly_fee) AS fees
  FROM prod.features.feature_engineering GROUP BY country;
CREATE VIEW prod.business.call_list AS
  SELECT c.email, f.tickets FROM prod.features.contacts c
  JOIN prod.features.customer_features f USING (customer_id) WHERE f.tickets > 3;

ALTER TABLE prod.raw.raw_data OWNER TO `ingest`;
ALTER TABLE prod.features.customer_features OWNER TO `data_science`;
ALTER VIEW prod.business.call_list OWNER TO `success`;
GRANT USE CATALOG ON CATALOG prod TO `account users`;
GRANT USE SCHEMA, SELECT ON SCHEMA prod.business TO `success`;
GRANT USE SCHEMA, SELECT ON SCHEMA prod.features TO `data_science`;
GRANT USE SCHEMA, SELECT ON SCHEMA prod.features TO `success`;
GRANT USE SCHEMA ON SCHEMA prod.raw TO `data_science`;
