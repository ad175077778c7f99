// The part of a link that names the room stays in the browser: carry it over the login.
const form = document.getElementById('login');
form.action += location.hash;
