import type { DocumentShape } from "./document-shapes.ts";

/** What a literal begins with: a quote, plain or within another text, after the mark of a kind (`E'…'`, `N'…'`, `$$…$$`). */
const LITERAL = String.raw`(?:[EN]?\\{0,8}'|\\{0,8}"|\$\w{0,20}\$)(?<value>[^'"$\n\\]{1,200})`;

/** The same with SQL's own quotes alone: double ones contain names. */
const OWN_LITERAL = LITERAL.replace(String.raw`|\\{0,8}"`, "");

/** Where statements of SQL have a password that no column names; each after the manual of the database. */
export const SQL_SHAPES: readonly DocumentShape[] = [
  {
    hint: /\bPASSWORD\s/i,
    pattern: new RegExp(String.raw`\bPASSWORD\s{1,8}(?:ENCRYPTED\s{1,8})?${OWN_LITERAL}`, "gi"),
    secretClass: "password",
  },
  {
    hint: /\bIDENTIFIED\s/i,
    pattern: new RegExp(
      String.raw`\bIDENTIFIED\s{1,8}(?:(?:WITH|VIA)\s{1,8}\S{1,60}\s{1,8})?(?:BY|AS|USING)\s{1,8}(?:PASSWORD\s{0,4}\(?\s{0,4})?${LITERAL}`,
      "gi",
    ),
    secretClass: "password",
  },
  // Oracle's may be without quotes. In prose ("identified by class.") there is no statement before it.
  {
    hint: /\bIDENTIFIED\s+BY\b/i,
    pattern:
      /\b(?:(?:CREATE|ALTER|SET|REPLACE)\s{1,8}(?:USER|ROLE)|GRANT|CONNECT\s{1,8}TO)\s[^;]{0,300}?\bIDENTIFIED\s{1,8}BY\s{1,8}(?!VALUES\b|PASSWORD\b)(?<value>\w[\w$#.@!%+-]{3,100})(?=[\s;"'\\]|$)/gi,
    secretClass: "password",
  },
  {
    hint: /\bPASSWORD\s+FOR\b/i,
    pattern: new RegExp(
      String.raw`\bPASSWORD\s{1,8}FOR\s[^=\n]{1,80}=\s{0,8}(?:\w{1,20}\s{0,4}\(\s{0,4})?${LITERAL}`,
      "gi",
    ),
    secretClass: "password",
  },
  {
    hint: /\bPRAGMA\s/i,
    pattern: new RegExp(String.raw`\bPRAGMA\s{1,8}(?:\w{1,30}\.)?(?:hex|re)?key\s{0,8}=\s{0,8}${LITERAL}`, "gi"),
    secretClass: "key",
  },
  // `password = MD5('…')`, `WITH PASSWORD = N'…'`
  {
    hint: /[=(]\s*(?:\w+\(\s*|N)\\*'/,
    pattern: new RegExp(
      String.raw`\b\w{0,40}(?:PASSW(?:OR)?D|PWD|SECRET|TOKEN|API_?KEY|AUTHENTICATION_STRING)\w{0,10}[${"`"}"\]]?\s{0,8}=\s{0,8}(?:[A-Z]\w{1,20}\s{0,4}\(\s{0,4}|(?=N\\{0,8}'))${LITERAL}`,
      "gi",
    ),
    secretClass: "password",
  },
  // Oracle's clients.
  {
    hint: /\bCONN(?:ECT)?\s+\w+\//i,
    pattern:
      /(?:^|\bSQL>|[;\n]|\\n|"|')\s{0,8}CONN(?:ECT)?\s{1,4}[\w$#]{1,60}\/\\{0,8}"?(?<value>(?=[^\s@/"]{0,100}\d)[^\s@/"\\]{4,100})(?=\\{0,8}"?@(?:\/\/)?[\w.-]{1,100}(?::\d{1,5})?(?:\/[\w.$-]{1,60})?\s{0,4}(?:;|\n|\r|\\[nr]|["']|$))/gi,
    secretClass: "password",
  },
  // ClickHouse's functions of other databases and of stores (clickhouse.com/docs/sql-reference/table-functions).
  {
    hint: /\b(?:mysql|postgresql|mongodb)\(/,
    pattern:
      /\b(?:mysql|postgresql|mongodb)\((?:\s{0,8}\\{0,8}'[^'\n\\]{1,200}\\{0,8}'\s{0,8},){4}\s{0,8}\\{0,8}'(?<value>[^'\n\\]{3,200})(?=\\{0,8}')/g,
    secretClass: "password",
  },
  {
    hint: /\b(?:s3|s3Cluster|gcs|iceberg|hudi|deltaLake)\(/,
    pattern:
      /\b(?:s3|s3Cluster|gcs|iceberg|hudi|deltaLake)\([^()]{1,400}?,\s{0,8}\\{0,8}'(?:A[KS]IA|GOOG)[^'\n\\]{4,80}\\{0,8}'\s{0,8},\s{0,8}\\{0,8}'(?<value>[^'\n\\]{16,200})(?=\\{0,8}')/g,
    secretClass: "key",
  },
  {
    hint: /\bsp_add(?:login|user|linked|role)/i,
    pattern: /\bsp_addlogin\s{1,8}N?'[^'\n]{1,100}'\s{0,8},\s{0,8}N?'(?<value>[^'\n]{1,200})/gi,
    secretClass: "password",
  },
];
