import { BOUNDARY, type SecretFormat } from "../format.ts";

const SOURCE = "https://github.com/microsoft/security-utilities/blob/main/docs/ReleaseHistory.md";

const BASE64 = "[A-Za-z0-9+/]";

const before = (character: string, length: number): string => `${BOUNDARY}${character}{${length}}`;

/** A mark that begins with a plus, and as URLs write it. */
const marks = (text: string): readonly string[] =>
  text.split(" ").flatMap((mark) => (mark.startsWith("+") ? [mark, mark.replace("+", "%2B")] : [mark]));

/** Keys of Azure with a mark in the middle, by the length of what precedes it. */
export const AZURE: readonly SecretFormat[] = [
  {
    id: "azure-account-key",
    of: "Azure: Storage, Cosmos DB, Batch, API Management",
    class: "key",
    openings: marks("+ASt ACDb +ABa +AMC APIM"),
    before: before(BASE64, 76),
    rest: "[A-Za-z0-9+/]{5}[AQgw]==",
    isBehind: true,
    isWord: true,
    sample: "{b76}+ASt{b5}Q==",
    source: SOURCE,
  },
  {
    id: "azure-shared-access-key",
    of: "Azure: Service Bus, Event Hubs, Relay, IoT Hub, Redis, Event Grid",
    class: "key",
    openings: marks("+ASb +AEh +ARm AIoT AzCa AZEG"),
    before: before(BASE64, 33),
    rest: "[A-P][A-Za-z0-9+/]{5}=",
    isBehind: true,
    isWord: true,
    sample: "{b33}+ASbB{b5}=",
    source: SOURCE,
  },
  {
    id: "azure-service-key",
    of: "Azure: AI Search, Container Registry",
    class: "key",
    openings: marks("AzSe +ACR"),
    before: before(BASE64, 42),
    rest: "[A-D][A-Za-z0-9+/]{5}(?![A-Za-z0-9+])",
    isBehind: true,
    isWord: true,
    sample: "{a42}AzSeB{a5}",
    source: SOURCE,
  },
  {
    id: "azure-function-key",
    of: "Azure Functions",
    class: "key",
    openings: ["AzFu"],
    before: before(String.raw`[\w-]`, 44),
    rest: String.raw`[\w-]{5}[AQgw]==`,
    isBehind: true,
    isWord: true,
    sample: "{w44}AzFu{w5}Q==",
    source: SOURCE,
  },
  {
    id: "azure-annotated-key",
    of: "Azure: OpenAI, AI services, DevOps, Maps, and others, since 2024",
    class: "key",
    openings: ["JQQJ9"],
    before: before("[A-Za-z0-9]", 52),
    rest: "[9DH][A-Za-z0-9][A-L][A-Za-z0-9]{24}(?:[A-Za-z0-9]{2}==)?",
    isBehind: true,
    isWord: true,
    sample: "{a52}JQQJ99BC{a24}",
    source: SOURCE,
  },
];
