ALTER TABLE main.s.t SET ROW FILTER main.gov.rf ON (region);
