CREATE CATALOG main; CREATE SCHEMA main.gov; CREATE SCHEMA main.s; CREATE SCHEMA main.bi;
CREATE FUNCTION main.gov.rf(r STRING) RETURN r = 'EU' OR is_account_group_member('stewards');
CREATE FUNCTION main.gov.rf2(r STRING) RETURN r = 'US';
CREATE FUNCTION main.gov.m(e STRING) RETURN CASE WHEN is_account_group_member('hr') THEN e ELSE '***' END;
CREATE FUNCTION main.gov.m2(e STRING, n INT) RETURN left(e, n);
CREATE TABLE main.s.t (id INT, email STRING, region STRING, phone STRING);
CREATE TABLE main.s.map (who STRING, region STRING);
GRANT USE CATALOG, USE SCHEMA ON CATALOG main TO `account users`;
GRANT SELECT ON SCHEMA main.s TO `analysts`; GRANT SELECT ON SCHEMA main.bi TO `analysts`; GRANT SELECT ON SCHEMA main.s TO `stewards`; GRANT SELECT ON SCHEMA main.s TO `hr`;
