-- Databricks notebook source
-- MAGIC %md
-- MAGIC # Onboarding; of the `sales` team

-- COMMAND ----------

/* one-off /* nested; */ set-up */
create schema if not exists ${env}_sales.orders
  comment 'it''s the team''s; really';
Grant Use Catalog,
      Use Schema,
      Select
   on catalog {{ env }}_sales   -- everyone; reads
   to `data-engineers@corp.com`

-- COMMAND ----------

-- MAGIC %sql
-- MAGIC ALTER TABLE ${env}_sales.orders.lines
-- MAGIC   ALTER COLUMN email
-- MAGIC   SET MASK ${env}_sales.gov.mask_email USING COLUMNS (region, 'x');

-- COMMAND ----------

BEGIN
  DECLARE n INT DEFAULT 0;
  IF n = 0 THEN SET n = CASE WHEN n > 1 THEN 1 ELSE 2 END; END IF;
END;
CREATE OR REPLACE FUNCTION ${env}_sales.gov.py(x INT) RETURNS INT LANGUAGE PYTHON AS $$
  d = {x: 1}; return f"{x}"
$$;
WITH latest AS (SELECT id, max(at) AS at FROM ${env}_sales.orders.lines GROUP BY id)
SELECT l.id, main.tools.score(l.at) FROM latest l JOIN other.s.t@v3 o ON o.id = l.id;
