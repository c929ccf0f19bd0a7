-- Raw data, as it arrives.
CREATE CATALOG raw COMMENT 'as it arrives; personal data inside';
CREATE SCHEMA raw.crm;
CREATE TABLE raw.crm.customers (id BIGINT, name STRING, email STRING, country STRING, since DATE);
CREATE TABLE raw.crm.contacts (id BIGINT, customer_id BIGINT, phone STRING, note STRING);
CREATE TABLE raw.crm.tickets (id BIGINT, customer_id BIGINT, text STRING);
CREATE VOLUME raw.crm.exports;
CREATE SCHEMA raw.shop;
CREATE TABLE raw.shop.orders (id BIGINT, customer_id BIGINT, amount DECIMAL(12, 2), card STRING, day DATE);
CREATE TABLE raw.shop.items (order_id BIGINT, product STRING, quantity INT);
CREATE TABLE raw.shop.clicks (customer_id BIGINT, page STRING, at TIMESTAMP);

-- What the teams work with.
CREATE CATALOG prod COMMENT 'curated';
CREATE SCHEMA prod.gov;
CREATE FUNCTION prod.gov.mask_email(email STRING) RETURNS STRING
  RETURN CASE WHEN is_account_group_member('stewards') THEN email ELSE '***' END;
CREATE FUNCTION prod.gov.mask_text(text STRING) RETURNS STRING RETURN '***';
CREATE FUNCTION prod.gov.own_country(country STRING) RETURNS BOOLEAN
  RETURN is_account_group_member('stewards') OR country = 'DE';

CREATE SCHEMA prod.finance;
CREATE TABLE prod.finance.ledger (id BIGINT, account STRING, amount DECIMAL(12, 2), day DATE);
CREATE TABLE prod.finance.invoices (id BIGINT, customer_id BIGINT, amount DECIMAL(12, 2), due DATE);
CREATE TABLE prod.finance.payroll (employee STRING, salary DECIMAL(10, 2));
CREATE MATERIALIZED VIEW prod.finance.revenue AS
  SELECT day, sum(amount) AS amount FROM prod.finance.ledger GROUP BY day;
CREATE VOLUME prod.finance.statements;

CREATE SCHEMA prod.marketing;
CREATE TABLE prod.marketing.customers_anon (id BIGINT, country STRING, since DATE);
CREATE TABLE prod.marketing.campaigns (id BIGINT, name STRING, budget DECIMAL(10, 2));
CREATE TABLE prod.marketing.leads (id BIGINT, email STRING, country STRING) WITH ROW FILTER prod.gov.own_country ON (country);
CREATE VIEW prod.marketing.reach AS SELECT country, count(*) AS customers FROM prod.marketing.customers_anon GROUP BY country;

CREATE SCHEMA prod.ml;
CREATE TABLE prod.ml.features (customer_id BIGINT, orders_90d INT, tickets_90d INT);
CREATE TABLE prod.ml.scores (customer_id BIGINT, churn DOUBLE);
CREATE VIEW prod.ml.churn_by_country AS
  SELECT c.country, avg(s.churn) AS churn FROM prod.ml.scores s JOIN prod.marketing.customers_anon c ON c.id = s.customer_id GROUP BY c.country;
CREATE VOLUME prod.ml.artifacts;
CREATE FUNCTION prod.ml.risk(churn DOUBLE) RETURNS STRING RETURN CASE WHEN churn > 0.5 THEN 'high' ELSE 'low' END;

CREATE CATALOG sandbox COMMENT 'anybody may try things here';
CREATE SCHEMA sandbox.play;

ALTER TABLE prod.marketing.leads ALTER COLUMN email SET MASK prod.gov.mask_email;
ALTER TABLE raw.crm.customers ALTER COLUMN email SET TAGS ('pii' = 'email');
ALTER TABLE raw.crm.customers ALTER COLUMN name SET TAGS ('pii' = 'name');
ALTER TABLE raw.shop.orders ALTER COLUMN card SET TAGS ('pii' = 'card');
CREATE POLICY hide_pii ON CATALOG raw COLUMN MASK prod.gov.mask_text
  TO `account users` EXCEPT stewards FOR TABLES MATCH COLUMNS has_tag('pii') AS secret ON COLUMN secret;
