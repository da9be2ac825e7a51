module.exports = { mode: process.env.NODE_ENV };
