-- Owners: each team owns its schema, and nobody owns what she cannot answer for.
ALTER SCHEMA prod.finance OWNER TO finance;
ALTER SCHEMA prod.ml OWNER TO `data-science`;
ALTER CATALOG raw OWNER TO stewards;

GRANT USE CATALOG ON CATALOG prod TO `all-staff`;
GRANT USE CATALOG, BROWSE ON CATALOG raw TO stewards;

-- Finance reads and writes finance.
GRANT USE SCHEMA, SELECT, MODIFY, REFRESH, READ VOLUME, WRITE VOLUME ON SCHEMA prod.finance TO finance;

-- Marketing: anonymised customers only.
GRANT USE SCHEMA, SELECT ON SCHEMA prod.marketing TO marketing;
GRANT MODIFY ON TABLE prod.marketing.campaigns TO marketing;
GRANT INSERT ON TABLE prod.marketing.leads TO marketing;

-- Data science: models and features, no raw data. The SELECT below waits for its gates on purpose.
GRANT USE SCHEMA, SELECT, MODIFY, EXECUTE, READ VOLUME, WRITE VOLUME ON SCHEMA prod.ml TO `data-science`;
GRANT USE SCHEMA ON SCHEMA prod.marketing TO `data-science`;
GRANT SELECT ON TABLE prod.marketing.customers_anon TO `data-science`;
GRANT SELECT ON SCHEMA raw.shop TO `data-science`;

-- Stewards read everything in raw, clear.
GRANT USE SCHEMA, SELECT ON CATALOG raw TO stewards;

GRANT USE CATALOG, USE SCHEMA, CREATE TABLE ON CATALOG sandbox TO `all-staff`;
