import { createContext, Script } from 'node:vm';
import { withShortNames } from '../../build/short-names';

/** What a script that is wrapped as webpack wraps it says. */
const saying = (code: string): unknown => new Script(code).runInContext(createContext({}));

const wrapped = (body: string) => `(()=>{"use strict";${body}})()`;

test('a function that is called often has a short name beside its own, which its stack shows', () => {
  const body =
    'const first=faultyFunction;function faultyFunction(e){if(e>1)throw new Error("far");return faultyFunction(e+1)}' +
    'const said=[faultyFunction,faultyFunction,faultyFunction,first];try{said[3](0)}catch(e){globalThis.stack=e.stack}globalThis.stack';
  const code = `${wrapped(body)};stack`;
  const short = withShortNames(code);
  expect(short).toMatch(/^\(\(\)=>\{"use strict";const (\w\w)=faultyFunction;const first=\1;function faultyFunction\(/);
  expect(short.length).toBeLessThan(code.length);
  expect(saying(short)).toMatch(/at faultyFunction .*\n.*at faultyFunction /);
});

test('arrows and classes too, from the place on at which they are there', () => {
  const body =
    'class Misfortune extends Error{}const misfortune=e=>{throw new Misfortune(e)},twice=e=>e instanceof Misfortune?misfortune(e.message):misfortune(e);' +
    'const tries=[misfortune,misfortune,misfortune,twice,e=>{throw new Misfortune(e)},e=>{throw new Misfortune(e)}];' +
    'globalThis.said=tries.map(e=>{try{e("x")}catch(t){return t instanceof Misfortune&&t.constructor.name+t.stack.split("\\n")[1].trim().split(" ")[1]}}).join()';
  const code = `${wrapped(body)};said`;
  const short = withShortNames(code);
  expect(short).toMatch(/class Misfortune extends Error\{\}const \w\w=Misfortune;const misfortune=/);
  expect(saying(short)).toBe(saying(code));
  expect(String(saying(short))).toMatch(/^Misfortunemisfortune,/);
});

test.each([
  ['a parameter', 'function figureOf(e){return e}', '(figureOf=>figureOf+figureOf+figureOf+figureOf)(2)'],
  ['a pattern', 'function figureOf(e){return e}', '(({figureOf})=>figureOf+figureOf+figureOf+figureOf)({figureOf:2})'],
  [
    'what is assigned',
    'function figureOf(e){return e}',
    '(figureOf=e=>3,figureOf(1)+figureOf(1)+figureOf(1)+figureOf(1))',
  ],
])('a name that is also that of %s keeps to itself', (_, declared, used) => {
  const code = `${wrapped(`${declared}globalThis.said=${used}`)};said`;
  expect(withShortNames(code)).toBe(code);
});

test('fields, labels and shorthand of the same name stay as they are', () => {
  const body =
    'function figureOf(e){return e+1}const all={figureOf,other:{figureOf:5}};figureOf:for(;;)break figureOf;' +
    'globalThis.said=[figureOf(1),figureOf(2),figureOf(3),figureOf(4),all.figureOf(1),all.other.figureOf,Object.keys(all)[0]].join()';
  const code = `${wrapped(body)};said`;
  const short = withShortNames(code);
  expect(short).not.toBe(code);
  expect(short).toContain('const all={figureOf,other:{figureOf:5}};figureOf:for(;;)break figureOf;');
  expect(saying(short)).toBe('2,3,4,5,2,5,figureOf');
});

test('a short name is none that stands in the code, and code without a wrapper is left alone', () => {
  const calls = Array.from({ length: 9 }, () => 'figureOf()').join();
  const code = wrapped(`function figureOf(){}const aa=1,ab=2;[${calls}]`);
  expect(withShortNames(code)).toContain('const ac=figureOf;');
  expect(withShortNames(`function figureOf(){}${calls}`)).toBe(`function figureOf(){}${calls}`);
});
