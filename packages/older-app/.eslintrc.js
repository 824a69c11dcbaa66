module.exports = require('../../tools/eslint.cjs').forPackage(__dirname);
