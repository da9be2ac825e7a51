const fs = require("fs");

module.exports = {
  inputs: { file: { type: "json", required: true }, folder: { type: "string" } },
  exits: { tooLarge: {}, notAnImage: {} },
  async fn(inputs) {
    const stats = await fs.promises.stat(inputs.file.fd);
    if (stats.size > 5 * 1024 * 1024) {
      throw "tooLarge";
    }
    if (!inputs.file.type.startsWith("image/")) {
      throw "notAnImage";
    }
    return { folder: inputs.folder, size: stats.size };
  },
};
