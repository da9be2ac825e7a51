import base from "../eslint.config.mjs";

export default [
  { ignores: ["**/dist"] },
  ...base,
  { files: ["**/*.ts", "**/*.tsx"], rules: { "no-console": "off", "import/no-cycle": "off" } },
  { files: ["**/*.js", "**/*.jsx"], rules: { "no-console": "off", "import/no-cycle": "off" } },
];
