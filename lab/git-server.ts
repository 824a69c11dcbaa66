/**
 * A Git server over HTTP that takes pushes: `node git-server.ts ROOT ADDRESS PORT` serves the bare
 * repositories below ROOT through Git's own CGI program.
 */
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { cgiVariables, passToGit } from '../packages/sandbox/src/git/cgi.ts';

const [, , root = '.', address = '127.0.0.1', port = '0'] = process.argv;

createServer((request, response) => {
  const backend = spawn('git', ['http-backend'], {
    env: {
      PATH: process.env.PATH,
      GIT_CONFIG_COUNT: '2',
      GIT_CONFIG_KEY_0: 'safe.directory',
      GIT_CONFIG_VALUE_0: '*',
      GIT_CONFIG_KEY_1: 'http.receivepack',
      GIT_CONFIG_VALUE_1: 'true',
      ...cgiVariables(request, root),
    },
  });
  backend.stderr.pipe(process.stderr);
  void passToGit(backend, request, response).then(() => response.end());
}).listen(Number(port), address);
