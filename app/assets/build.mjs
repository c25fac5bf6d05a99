// Builds the look of the service into app/static/build, which git ignores: `npm ci && npm run build`.
// Nothing third-party is committed, and nothing is fetched from elsewhere when a page is shown.
import { createHash } from "node:crypto";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join, parse, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import * as sass from "sass";

const assets = dirname(fileURLToPath(import.meta.url));
const root = resolve(assets, "../..");
const build = join(root, "app/static/build");
const manifest = {};

// A file is named for what is in it, so that a browser may keep it for ever.
async function put(name, content) {
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 8);
  const { name: stem, ext } = parse(name);
  manifest[name] = `${stem}-${hash}${ext}`;
  await writeFile(join(build, manifest[name]), content);
}

async function putScript(path, name) {
  const source = await readFile(path, "utf8");
  const bare = source.replace(/\n?\/\/# sourceMappingURL=.*$/m, "");
  await put(name, bare.replace(/from "\.\/([^"]+)"/g, (_, other) => `from "./${manifest[other]}"`));
}

await rm(build, { recursive: true, force: true });
await mkdir(build, { recursive: true });

const { css } = await sass.compileAsync(join(assets, "scss/sightline.scss"), {
  style: "compressed",
  importers: [new sass.NodePackageImporter(pathToFileURL(join(root, "package.json")).pathname)],
});
await put("sightline.css", css);
await put("favicon.svg", await readFile(join(assets, "images/favicon.svg")));

// Each script after those that it imports, whose names it must know.
await putScript(join(root, "node_modules/govuk-frontend/dist/govuk/govuk-frontend.min.js"), "govuk-frontend.js");
for (const name of ["draft.js", "jobs.js", "kept.js", "upload.js", "sightline.js"]) await putScript(join(assets, "js", name), name);
await writeFile(join(build, "manifest.json"), JSON.stringify(manifest, null, 2));
