// Every npm script starts here: one line that says what is missing beats a syntax error from an old Node. With arguments it goes
// on as the program that the first one names, in this same process: signals, standard input and exit code are the program's own.
var major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
  console.error(
    'This script needs Node.js 24 and found ' +
      process.version +
      '. On Linux x64 `npm ci` brings it (do not pass --omit=optional); elsewhere install Node.js 24 and run the script again.',
  );
  process.exitCode = 1;
} else if (process.argv.length > 2) {
  if (process.env.npm_lifecycle_event) endWithParent(process.ppid);
  process.argv.splice(1, 1);
  process.argv[1] = require('node:path').resolve(process.argv[1]);
  import(require('node:url').pathToFileURL(process.argv[1]).href);
}

// A signal to npm reaches the shell between npm and this process, which ends without passing it on.
function endWithParent(parent) {
  setInterval(() => {
    if (process.ppid !== parent) process.kill(process.pid, 'SIGTERM');
  }, 100).unref();
}
