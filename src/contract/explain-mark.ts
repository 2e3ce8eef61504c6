/** The id of an element that the server adds to the sidebar's page where it is opened to explain a cell. */
export const explainMark = 'explain';
