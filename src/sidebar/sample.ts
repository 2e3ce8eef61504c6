import type { PreviewView } from '../rpc';

/** Ten partners that do not exist, for whoever has no key yet. They are shown in the sidebar and written nowhere. */
export const samplePreview: PreviewView = {
  heading: 'Revenue',
  kind: 'money',
  currency: 'EUR',
  rows: [
    ['Sample Harbour', 412_500],
    ['Sample Orchard', 318_940],
    ['Sample Lantern', 287_300],
    ['Sample Quarry', 201_775],
    ['Sample Meadow', 164_020],
    ['Sample Beacon', 98_400],
    ['Sample Thicket', 71_650],
    ['Sample Ferry', 44_910],
    ['Sample Anvil', 20_300],
    ['Sample Willow', 8_750],
  ].map(([name, value], index) => ({ rank: index + 1, name: String(name), value: Number(value) })),
  count: 10,
  full: false,
};
