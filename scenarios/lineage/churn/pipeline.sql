-- The nightly pipeline: runs beside the metastore.
COPY INTO prod.raw.raw_data FROM 's3://acme-landing/customers' FILEFORMAT = PARQUET;

INSERT OVERWRITE prod.features.feature_engineering
SELECT customer_id, sha2(lower(email), 256), country, datediff(current_date(), signed_up), tickets,
       monthly_fee, churned
FROM prod.raw.raw_data WHERE last_login IS NOT NULL;

INSERT OVERWRITE prod.features.customer_features
SELECT customer_id, tenure_days, tickets, monthly_fee, churned
FROM prod.features.feature_engineering;

INSERT OVERWRITE prod.features.contacts SELECT customer_id, email, country FROM prod.raw.raw_data;

INSERT INTO prod.business.business_metrics
SELECT CAST(at AS DATE), count_if(response:churn = 'yes'), 0
FROM prod.ml.production_api_payload GROUP BY CAST(at AS DATE);
