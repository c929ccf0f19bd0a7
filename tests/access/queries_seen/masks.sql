ALTER TABLE main.s.t ALTER COLUMN email SET MASK main.gov.m;
ALTER TABLE main.s.t ALTER COLUMN phone SET MASK main.gov.mr USING COLUMNS (region);
ALTER TABLE main.s.t ALTER COLUMN salary SET MASK main.gov.msal;
ALTER TABLE main.s.t ALTER COLUMN born SET MASK main.gov.mborn;
ALTER TABLE main.s.t ALTER COLUMN tags SET MASK main.gov.marr;
ALTER TABLE main.s.t ALTER COLUMN addr SET MASK main.gov.maddr;
