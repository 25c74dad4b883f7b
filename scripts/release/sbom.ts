/** The parts of a CycloneDX document that are read here; the others stay as they are. */
export interface Sbom {
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
}

interface Component {
  readonly "bom-ref": string;
  readonly properties?: readonly { readonly name: string }[];
}

/**
 * The installed packages that are part of the published package: its dependencies and the bundled packages. npm lists the
 * bundled ones as development dependencies.
 *
 * @param licenses the file of the bundle that names each package in it, such as `yaml 2.9.1 (ISC)`
 */
export function takeShipped<Document extends Sbom>(all: Document, licenses: string, dependencies: readonly string[]): Document {
  const bundled = Array.from(licenses.matchAll(/^(\S+) (\d\S*) \(.+\)$/gm), ([, name, version]) => `${name}@${version}`);
  const refs = new Set(bundled);
  const isShipped = (ref: string): boolean => refs.has(ref) || dependencies.includes(ref.slice(0, ref.lastIndexOf("@")));
  const known = new Set(all.components.map((one) => one["bom-ref"]));
  const missing = bundled.filter((ref) => !known.has(ref));
  if (missing.length > 0) throw new Error(`The SBOM does not know ${missing.join(", ")}.`);
  return {
    ...all,
    components: all.components.filter((one) => isShipped(one["bom-ref"])).map(withoutDevelopment),
    dependencies: all.dependencies
      .filter(({ ref }) => isShipped(ref) || !known.has(ref))
      .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter(isShipped) })),
  };
}

function withoutDevelopment({ properties = [], ...component }: Component): Component {
  return Object.assign(component, {
    properties: properties.filter(({ name }) => name !== "cdx:npm:package:development"),
  });
}
