import { didYouMean } from '../domain/nearest.ts';
import { quote } from '../domain/quote.ts';
import type { Environment } from '../event.ts';

/** The value of an input, trimmed; one that is empty then counts as not given (the runner does not do this by itself). */
export function given(env: Environment, input: string): string | undefined {
  return env[`INPUT_${input.toUpperCase()}`]?.trim() || undefined;
}

/**
 * A value read from a text, or what is wrong with the text and what to write instead. `shown` is what may be shown of a
 * text that holds a secret.
 */
export type Parsed<Value> = { readonly value: Value } | { readonly wrong: string; readonly shown?: string };

/** Reads single inputs; every mistake is told to `wrong`, and the default then stands in, so that reading can go on. */
export interface Reader {
  choice<Choice extends string>(input: string, choices: readonly Choice[], fallback: Choice): Choice;
  flag(input: string, fallback: boolean): boolean;
  value<Value>(input: string, fallback: string, parse: (text: string) => Parsed<Value>): Value;
}

export function openReader(env: Environment, wrong: (message: string) => void): Reader {
  return {
    choice(input, choices, fallback) {
      const text = given(env, input);
      const match = choices.find((choice) => choice === text?.toLowerCase());
      if (text === undefined || match !== undefined) return match ?? fallback;
      const meant = didYouMean(text, choices);
      wrong(
        `Input ${input}: ${quote(text)} is none of ${choices.join(', ')}${meant === undefined ? '' : `. Did you mean ${meant}?`}`,
      );
      return fallback;
    },
    flag(input, fallback) {
      return this.choice(input, ['true', 'false'], fallback ? 'true' : 'false') === 'true';
    },
    value(input, fallback, parse) {
      const text = given(env, input) ?? fallback;
      const parsed = parse(text);
      if ('value' in parsed) return parsed.value;
      wrong(`Input ${input}: ${quote(parsed.shown ?? text)} ${parsed.wrong}`);
      const standIn = parse(fallback);
      if ('value' in standIn) return standIn.value;
      throw new TypeError(`the default of ${input} is not sound`);
    },
  };
}
