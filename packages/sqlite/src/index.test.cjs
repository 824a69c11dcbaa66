'use strict';
const assert = require('node:assert/strict');
const { test } = require('node:test');
const Database = require('./index.cjs');

test('reads back what was written, by plain objects', () => {
  const db = new Database(':memory:');
  db.exec('CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT)');
  const done = db.prepare('INSERT INTO t (name) VALUES (?)').run(['one']);
  assert.equal(done.changes, 1);
  assert.equal(done.lastInsertRowid, 1);
  const rows = db.prepare('SELECT * FROM t').all();
  assert.deepEqual(rows, [{ id: 1, name: 'one' }]);
  assert.equal(Object.getPrototypeOf(rows[0]), Object.prototype);
});

test('tells statements that return rows from those that do not', () => {
  const db = new Database(':memory:');
  db.exec('CREATE TABLE t (id INTEGER)');
  assert.equal(db.prepare('SELECT 1').reader, true);
  assert.equal(db.prepare('INSERT INTO t VALUES (1)').reader, false);
  assert.equal(db.prepare('INSERT INTO t VALUES (1) RETURNING id').reader, true);
});

test('takes undefined for NULL', () => {
  const db = new Database(':memory:');
  db.exec('CREATE TABLE t (id INTEGER)');
  db.prepare('INSERT INTO t VALUES (?)').run([undefined]);
  assert.deepEqual(db.prepare('SELECT id FROM t').get(), { id: null });
});

test('keeps foreign keys', () => {
  const db = new Database(':memory:');
  db.exec('CREATE TABLE a (id INTEGER PRIMARY KEY)');
  db.exec('CREATE TABLE b (a INTEGER REFERENCES a(id))');
  assert.throws(() => db.prepare('INSERT INTO b VALUES (7)').run(), /FOREIGN KEY constraint failed/);
});

test('gives whole numbers beyond 2^53 exactly when asked to', () => {
  const db = new Database(':memory:').defaultSafeIntegers();
  assert.deepEqual(db.prepare('SELECT 9007199254740993 AS n').get(), {
    n: 9007199254740993n,
  });
});
