import { defaultLimit, maxRows, type PartnerType, partnerTypes } from '../domain/vocabulary';
import { Problem } from '../problem';
import { type Argument, scalar, shown, spelled } from './given';
import { suggestion } from './nearest';

/** null: all types. In the singular or the plural, with or without "partners". */
export function partnerTypeArgument(argument: Argument): PartnerType | null {
  const given = scalar(argument, 'type');
  const name = spelled(given)
    .replace(/[ _-]?partners?$/, '')
    .replace(/s$/, '');
  if (given === '' || name === 'all' || name === 'any') return null;
  const type = partnerTypes.find((other) => other === name);
  if (type) return type;
  throw new Problem(
    `${shown(given)} is not a partner type.${suggestion(name, partnerTypes)} Use ${partnerTypes.join(', ')}, or leave it empty for all.`,
  );
}

export function limitArgument(argument: Argument): number {
  const given = scalar(argument, 'limit');
  if (given === '') return defaultLimit;
  const limit =
    typeof given === 'number' ? given : /^\d{1,3}$/.test(spelled(given)) ? Number(spelled(given)) : Number.NaN;
  if (Number.isInteger(limit) && limit >= 1 && limit <= maxRows) return limit;
  throw new Problem(`${shown(given)} is not a limit. Use a whole number from 1 to ${maxRows}, for example 10.`);
}
