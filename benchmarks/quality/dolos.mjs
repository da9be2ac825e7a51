// Winnowing of dolos-lib at function granularity: each owned function against each function of the rest.
// node dolos.mjs FOLDER/node_modules <fragments.json
// in: {"language", "least", "owners": [text], "others": [text]}; out: [[owner number, other number, similarity]], at least `least`.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const door = join(process.argv[2], "@dodona", "dolos-lib", "dist", "index.js");
const { File, FingerprintIndex, LanguagePicker, Options } = await import(pathToFileURL(door).href);

const asked = JSON.parse(readFileSync(0, "utf8"));
const language = await new LanguagePicker().findLanguage(asked.language);
const tokenizer = await language.createTokenizer();
const options = new Options();
const index = new FingerprintIndex(options.kgramLength, options.kgramsInWindow);
const tokenized = (texts, side) => texts.map((text, number) => tokenizer.tokenizeFile(new File(`${side}${number}`, text)));
const owners = tokenized(asked.owners, "owner");
const others = tokenized(asked.others, "other");
index.addFiles([...owners, ...others]);

const found = [];
owners.forEach((owner, first) =>
  others.forEach((other, second) => {
    const { similarity } = index.getPair(owner, other);
    if (similarity >= asked.least) {
      found.push([first, second, similarity]);
    }
  }),
);
process.stdout.write(JSON.stringify(found));
