import { addMenu, showSidebar } from './google/interface';
import { requirePerson } from './google/person';

/** Runs in every authorization mode, so it touches nothing but the menu (P2.1-4). */
export function openMenu(): void {
  addMenu([{ label: 'Open Journeybee', functionName: 'openJourneybee' }]);
}

export function openSidebar(): void {
  requirePerson();
  showSidebar('Journeybee Leaderboards');
}
