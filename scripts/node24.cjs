// Every npm script starts here: one line that says what is missing beats a syntax error from an old Node.
var major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
  console.error(
    'This script needs Node.js 24 and found ' +
      process.version +
      '. On Linux x64 `npm ci` brings it (do not pass --omit=optional); elsewhere install Node.js 24 and run the script again.',
  );
  process.exitCode = 1;
}
