import { render } from 'preact';

function Sidebar() {
  return <p>Journeybee Leaderboards</p>;
}

const app = document.getElementById('app');
if (app) render(<Sidebar />, app);
