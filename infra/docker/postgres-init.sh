#!/bin/sh
# Runs once, when the server's volume is new: the two roles of the product and their database. Passwords come from files.
set -eu
psql --set ON_ERROR_STOP=1 --username postgres --dbname postgres \
  --set owner_password="$(cat /run/secrets/teduh_owner_password)" \
  --set app_password="$(cat /run/secrets/teduh_app_password)" <<'SQL'
CREATE ROLE teduh_owner LOGIN PASSWORD :'owner_password';
CREATE ROLE teduh_app LOGIN PASSWORD :'app_password';
CREATE DATABASE teduh OWNER teduh_owner;
REVOKE ALL ON DATABASE teduh FROM PUBLIC;
GRANT CONNECT ON DATABASE teduh TO teduh_app;
SQL
