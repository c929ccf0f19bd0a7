"""Holds lines in which a secret stands (`␟` marks its place), and lines in which none does.

`␟T` is a random token, `␟H` 32 hexadecimal digits, `␟U` a UUID, `␟P` a password somebody chose,
`␟B` 44 characters of base64, `␟A` base64 of `user:password`. None is written here.
"""

HOLD_A_SECRET = r"""
api_key = "␟T"
"apiKey": "␟T",
  api-key: ␟T
apiKey="␟H"
const token = '␟T';
export SERVICE_TOKEN=␟T
set ACCESS_TOKEN=␟T
$env:API_TOKEN = "␟T"
ENV AUTH_TOKEN ␟T
<add key="ApiToken" value="␟T" />
<apiKey>␟T</apiKey>
<property name="client.secret" value="␟T"/>
<string name="google_api_secret">␟T</string>
client.setAccessToken("␟T")
headers = {"Authorization": "Bearer ␟T"}
curl -H "X-Api-Key: ␟T" https://api.corp.example/v1
curl -H 'Authorization: token ␟T' https://git.corp.example
req.Header.Set("X-Auth-Token", "␟T")
let api_secret: &str = "␟T";
private static final String CLIENT_SECRET = "␟H";
String apiToken = new String("␟T");
public const string ApiKey = @"␟T";
std::string secret_key = "␟T";
#define API_KEY "␟T"
char *auth_token = "␟T";
api_secret := "␟T"
:api_token => '␟T'
config.secret_key_base = '␟T'
$config['encryption_key'] = '␟H';
define('AUTH_KEY', '␟T');
os.environ["DEPLOY_TOKEN"] = "␟T"
os.getenv("SERVICE_SECRET", "␟T")
System.setProperty("api.token", "␟T");
--set auth.token=␟T
terraform apply -var="access_key=␟T"
docker run -e API_TOKEN=␟T image
  - name: DB_SECRET
    value: "␟T"
secret_key_base: ␟H
aws_secret_access_key = ␟S
"aws_secret_access_key": "␟S"
heroku api key ␟U
mailgun = "␟H"
datadog_api_key: ␟H
okta client secret is ␟T
algolia: { apiKey: '␟H' }
here is our stripe token: ␟T
Mein API-Schlüssel lautet ␟T
DefaultEndpointsProtocol=https;AccountName=store;AccountKey=␟L;EndpointSuffix=core.windows.net
Endpoint=sb://bus.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccessKey=␟B
https://store.blob.core.windows.net/c?sv=2021&sp=r&sig=␟G%3D
PrivateKey = ␟B
PresharedKey = ␟B
//registry.npmjs.org/:_authToken=␟U
{"auths": {"https://index.docker.io/v1/": {"auth": "␟A"}}}
Authorization: Basic ␟A
password = "␟P"
password: ␟P
'password' => '␟P',
PASSWORD=␟P
db.password=␟P
spring.datasource.password=␟P
DB_PASS='␟P'
"dbPassword": "␟P"
$password = "␟P";
String password = "␟P";
var pwd = "␟P";
passwd: '␟P'
<password>␟P</password>
Server=db;Database=shop;User Id=app;Password=␟P;
jdbc:mysql://db:3306/shop?user=app&password=␟P
postgres://app:␟P@db.corp.example:5432/shop
mongodb+srv://app:␟P@cluster0.corp.example/test
redis://:␟P@cache:6379/0
amqp://app:␟P@mq.corp.example
https://ana:␟P@git.corp.example/repo.git
ftp://ana:␟P@files.corp.example
curl -u ana:␟P https://corp.example
curl --user "ana:␟P" https://corp.example
mysql -u root -p␟P shop
sshpass -p ␟P ssh ana@host
psexec \\srv -u admin -p ␟P cmd
redis-cli -h cache -a ␟P ping
docker login -u ana -p ␟P registry.corp.example
net use z: \\srv\share /user:corp\ana ␟P
CREATE USER ana IDENTIFIED BY '␟P';
ALTER ROLE app WITH PASSWORD '␟P';
ALTER USER sa WITH PASSWORD = '␟P'
$p = ConvertTo-SecureString "␟P" -AsPlainText -Force
machine api.corp.example login ana password ␟P
db.corp.example:5432:shop:app:␟P
requests.get(url, auth=("ana", "␟P"))
smtp.login("ana@corp.example", "␟P")
new NetworkCredential("ana", "␟P")
DriverManager.getConnection(url, "app", "␟P");
mysqli_connect("localhost", "root", "␟P", "shop");
my password is ␟P
The wifi password is: ␟P
Mein Passwort lautet ␟P
mon mot de passe est ␟P
mi contraseña es ␟P
la password è ␟P
moje hasło to ␟P
minha senha é ␟P
mijn wachtwoord is ␟P
mitt lösenord är ␟P
пароль: ␟P
密码：␟P
パスワードは␟P
user: ana, pass: ␟P
login: ana / password: ␟P
Your temporary password is "␟P", please change it.
--password ␟P
--password=␟P
requirepass ␟P
gpass = '␟P'
const pw = `␟P`;
PW=␟P
Password - ␟P
the password for the vpn account is ␟P
<input type="password" value="␟P">
createUser("ana", "␟P")
password.equals("␟P")
variable "db_password" { default = "␟P" }
htpasswd -b .htpasswd ana ␟P
openssl enc -k ␟P
zip -P ␟P a.zip
unzip -P␟P a.zip
sqlplus ana/␟P@db
snmp-server community ␟P
enable secret 0 ␟P
username ana password 0 ␟P
server ID/PW : admin / ␟P
login (id/pass): root/␟P
curl http://things.corp.example/api/v1/␟D/telemetry
CC_TEST_REPORTER_ID=␟H␟H
Jenkins-Crumb: ␟H
$krb5asrep$23$ana@CORP.EXAMPLE:␟H$␟H␟H
docker swarm join --token SWMTKN-1-␟X cluster:2377
const salt = "␟T"
NONCE_SALT: '␟T'
"""

HOLD_NONE = r"""
password = getpass.getpass("Password: ")
password = os.environ["DB_PASSWORD"]
password = "${DB_PASSWORD}"
password: {{ vault_db_password }}
password: <your password>
password = "changeme"
password = "********"
password = None
password: str = ""
def login(user: str, password: str) -> bool:
if password != confirm_password:
"password": "Password",
passwordField.setText("Enter your password")
The password must have at least 8 characters.
My password is expired, please reset it.
He forgot the password again and was locked out.
Passwort vergessen? Hier klicken.
Le mot de passe est incorrect.
token = next(tokens)
token: CancellationToken
const tokenType = "Bearer";
"token_endpoint": "https://auth.corp.example/oauth/token",
api_key = settings.API_KEY
api_key: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
api_key = "YOUR_API_KEY"
API_KEY=$(vault read -field=key secret/app)
apiKey: process.env.API_KEY,
export GITHUB_TOKEN=$(cat /run/secrets/token)
secretName: my-app-tls-secret
secretKeyRef: {name: db-credentials, key: password}
credentialsId: '␟U'
"client_id": "␟U",
kms_key_id = "␟U"
aws_kms_key_arn: arn:aws:kms:eu-west-1:111122223333:key/␟U
"integrity": "sha512-␟L"
integrity sha256-␟B
resolved "https://registry.corp.example/left-pad/-/left-pad-1.3.0.tgz#␟H"
commit ␟H
Merge ␟H into main
etag: "␟H"
sha256:␟H␟H
md5 = "␟H"
checksum=␟H
"version": "1.2.3-alpha.4+build.567890123"
uses: actions/checkout@␟H
image: registry.corp.example/app@sha256:␟H␟H
<img src="data:image/png;base64,iVBORw0KGgo␟L␟L">
public_key = "␟B"
ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI␟T ana@laptop
-----BEGIN CERTIFICATE-----
primaryKey: customer_id_2024_backup
partition_key = "region_eu_west_1_2024"
cacheKey = `user:${id}:profile:v2`
"keyboardShortcutModifier2"
translation_key: "checkout.payment.error_3"
key_length = XSalsa20.key_length
sortKey: created_at_2
foreign_key :order_line_items_v2_id
public const int KeySize = 256;
csrf_token: ␟T
<input type="hidden" name="authenticity_token" value="␟T" />
X-Request-Id: ␟U
request_id=␟U
trace 00-␟H-␟H-01
order ␟U was shipped
session started at 2024-05-10T04:22:00Z
/usr/local/lib/python3.11/site-packages/cryptography/hazmat/bindings
https://corp.example/secret-santa/2024/party-planning-guide
SELECT password_hash FROM users WHERE id = 42;
password_reset_url = "https://corp.example/reset"
PASSWORD_MIN_LENGTH = 12
apt passwd 1:4.13+dfsg1-1+deb12u1
hf_token_pipe=recognizers.nlp_engine.token_pipe:make_token_pipe
A list of further options to pass to `mtxrun`.
token_bucket_size: 1024
tokenizer = AutoTokenizer.from_pretrained("bert-base-uncased")
max_tokens: 4096
secret_length = X25519.secret_length
const valid_key_chars = "0123456789abcdefghijklmnopqrstuvwxyz_-."
The secret of good bread is time and patience.
Keep it secret, keep it safe!
pass the salt, please
auth = HTTPBasicAuth(user, password)
curl -u "$USER:$PASSWORD" https://corp.example
curl -u user:password https://corp.example
https://user:password@corp.example/
https://corp.example:8443/path@2x.png
mailto:ana@corp.example
git@github.com:corp/app.git
-----BEGIN PUBLIC KEY-----
-----BEGIN RSA PRIVATE KEY-----\n...\n-----END RSA PRIVATE KEY-----
Authorization: Bearer <token>
Authorization: Bearer ${TOKEN}
Authorization: Basic ...
abcdefghijklmnopqrstuvwxyz0123456789
lorem ipsum dolor sit amet consectetur adipiscing elit
client-certificate-data: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCk␟T
"ca.pub": "LS0tLS1CRUdJTiBQVUJMSUMgS0VZLS0tLS0K␟T"
hash = "sha256-␟G=";
script-src 'sha512-␟L'
const stripe = loadStripe("pk_live_␟T");
# public key: age1␟X
siteKey: '␟T'
"nextPageToken": "␟T",
continuation_token = "␟T"
git config user.signingkey ␟H
BUILD_HASH=␟H
passwordSecret: kv-prod/db-password
keyVaultToStoreSecrets: cmp2-qat-1208358310
--secret=orders-db-password
password = shorter-version
lookup('hashi_vault', 'secret=kv/db:password')
postgres://USER:PASSWORD@HOST:5432/DBNAME
"""
