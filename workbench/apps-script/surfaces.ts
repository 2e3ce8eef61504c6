import type { Surface } from './scope';
import { Banding } from './services/banding';
import { Cache } from './services/cache';
import { ContainerInfo, EmbeddedChart, EmbeddedChartBuilder } from './services/charts';
import { BooleanCondition, ConditionalFormatRule, ConditionalFormatRuleBuilder } from './services/conditional-format';
import { DataValidation } from './services/data-validation';
import { Filter } from './services/filter';
import { HtmlOutput } from './services/html';
import { Lock } from './services/lock';
import { NamedRange } from './services/named-range';
import { Properties } from './services/properties';
import { Range } from './services/range';
import { AuthorizationInfo, ClockTriggerBuilder, Trigger, TriggerBuilder } from './services/script';
import { SessionUser } from './services/session';
import { Sheet } from './services/sheet';
import { Spreadsheet } from './services/spreadsheet';
import { Menu, Ui } from './services/ui';
import { HttpResponse } from './services/url-fetch';
import { criteria } from './workbook/conditional-rules';
import { borderStyles } from './workbook/style';

/** What each class that services return offers to a script. */
export const classes: Readonly<Record<string, Surface>> = Object.fromEntries(
  [
    AuthorizationInfo,
    Banding,
    BooleanCondition,
    Cache,
    ClockTriggerBuilder,
    ConditionalFormatRule,
    ConditionalFormatRuleBuilder,
    ContainerInfo,
    DataValidation,
    EmbeddedChart,
    EmbeddedChartBuilder,
    Filter,
    HtmlOutput,
    HttpResponse,
    Lock,
    Menu,
    NamedRange,
    Properties,
    Range,
    SessionUser,
    Sheet,
    Spreadsheet,
    Trigger,
    TriggerBuilder,
    Ui,
  ].map(({ name, prototype }) => [name, { methods: methodsOf(prototype) }]),
);

const enums: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  Charts: { ChartType: ['BAR', 'COLUMN', 'LINE'] },
  ScriptApp: {
    AuthMode: ['NONE', 'LIMITED', 'CUSTOM_FUNCTION', 'FULL'],
    AuthorizationStatus: ['REQUIRED', 'NOT_REQUIRED'],
  },
  SpreadsheetApp: {
    BandingTheme: ['LIGHT_GREY'],
    BooleanCriteria: criteria,
    BorderStyle: borderStyles,
    SheetType: ['GRID'],
    WrapStrategy: ['OVERFLOW', 'WRAP', 'CLIP'],
  },
  Utilities: { Charset: ['UTF_8'], DigestAlgorithm: ['SHA_256'] },
};

export function serviceSurface(name: string, service: object): Surface {
  return { methods: methodsOf(Object.getPrototypeOf(service)), enums: enums[name] ?? {} };
}

/** A class's public methods are what a script may call; what is private to the runtime is `#private`. */
function methodsOf(prototype: object): string[] {
  return Object.getOwnPropertyNames(prototype).filter((name) => name !== 'constructor');
}
