import { Connection } from './connection.js';
import { MessageList } from './messages.js';
import { avatar } from './avatar.js';
import { account } from './account.js';

const PRESET_ROOMS = ['harbour', 'galley', 'crows-nest'];
const VISITED_ROOMS = 5;
const $ = (id) => document.getElementById(id);

const messages = new MessageList($('scroller'), $('messages'), $('empty'), $('newest'));
const phone = matchMedia('(max-width: 760px)');

let connection = null;
let room = '';
let wantedName = '';
let me = ''; // the name that the room gave
let people = new Set();
let unconfirmed = []; // sent, and not yet seen to come back from the server
let unread = 0;
let countdown = 0;

// What a visitor sees of the connection.

function show(state, title = '', detail = '') {
  clearInterval(countdown);
  document.body.dataset.state = state;
  $('trouble').hidden = !title;
  $('trouble-title').textContent = title;
  $('trouble-detail').textContent = detail;
  $('retry').hidden = state === 'refused';
  $('log-in').hidden = true;
  showStatus();
}

function showStatus() {
  const many = people.size === 1 ? 'Only you are here' : `${people.size} people are here`;
  const words = { outside: '', connecting: 'Connecting…', offline: 'Offline', refused: 'Not connected', online: many };
  $('status').textContent = words[document.body.dataset.state];
  $('people-count').textContent = people.size;
  $('text').placeholder = document.body.dataset.state === 'offline'
    ? 'Write now, send later'
    : `Message #${room}`;
}

function showPeople() {
  const others = [...people].filter((name) => name !== me).sort((a, b) => a.localeCompare(b));
  $('people').replaceChildren(...[me, ...others].map((name) => {
    const text = document.createElement('bdi');
    text.textContent = name;
    const item = document.createElement('li');
    item.append(avatar(name), text);
    if (name === me) {
      const you = document.createElement('span');
      you.className = 'you';
      you.textContent = 'you';
      item.append(you);
    }
    return item;
  }));
  $('my-name').textContent = me;
  $('my-avatar').replaceWith(Object.assign(avatar(me), { id: 'my-avatar' }));
  showStatus();
}

function showTitle() {
  document.title = `${unread ? `(${unread}) ` : ''}#${room} · Hawser Chat`;
}

// What the server says.

const events = {
  welcome({ you, people: names, history }) {
    const renamed = you !== wantedName && you !== me;
    me = you;
    people = new Set(names);
    messages.addHistory(history, me);
    if (renamed) {
      messages.notice(`You are ${you} in this room`);
    }
    show('online');
    showPeople();
  },
  joined({ name, at }) {
    people.add(name);
    messages.notice(`${name} joined`, at);
    showPeople();
  },
  left({ name, at }) {
    people.delete(name);
    messages.notice(`${name} left`, at);
    showPeople();
  },
  message(message) {
    const own = message.from === me;
    if (own) {
      unconfirmed.shift();
    }
    messages.add(message, own);
    if (document.hidden) {
      unread++;
      showTitle();
    }
  },
};

function lost(retryAt) {
  const waiting = unconfirmed.join('\n');
  unconfirmed = [];
  if (waiting) {
    $('text').value = [waiting, $('text').value].filter(Boolean).join('\n');
    fitText();
  }
  const seconds = () => {
    const left = Math.max(1, Math.ceil((retryAt - Date.now()) / 1000));
    return `Reconnecting in ${left} s…`;
  };
  show('offline', 'The server cannot be reached.', seconds());
  countdown = setInterval(() => ($('trouble-detail').textContent = seconds()), 1000);
  showIfLoggedOut();
}

/** Who has an account is let in as long as the login lasts; whether it does is found out where the connection is lost. */
function refused(reason) {
  if (!account) {
    show('refused', 'The server did not let you in.', reason);
  }
  return !account;
}

async function showIfLoggedOut() {
  const asked = connection;
  if (account && await account.isOver() && connection === asked) {
    connection.close();
    show('refused', 'You are logged out.');
    $('log-in').hidden = false;
    $('log-out').hidden = true;
  }
}

// Coming in, and going from room to room.

function enter(newRoom) {
  connection?.close();
  room = newRoom;
  me = '';
  messages.clear();
  people = new Set();
  unconfirmed = [];
  unread = 0;
  $('room-title').textContent = room;
  showTitle();
  showRooms();
  show('connecting');
  connection = new Connection(address, {
    received: (text) => {
      const event = JSON.parse(text);
      events[event.type]?.(event);
    },
    lost,
    retrying: () => show('offline', 'The server cannot be reached.', 'Reconnecting…'),
    refused,
  });
}

/** Who comes back asks for the name that the room gave before. */
function address() {
  const query = new URLSearchParams({ name: me || wantedName });
  const url = new URL(`chat/${encodeURIComponent(room)}?${query}`, location.href);
  url.protocol = url.protocol.replace('http', 'ws');
  return url;
}

function roomOf(text) {
  return text.normalize('NFC').toLowerCase().trim()
    .replace(/[\s_]+/gu, '-').replace(/[^\p{L}\p{N}-]/gu, '').slice(0, 32);
}

function roomOfAddress() {
  try {
    return roomOf(decodeURIComponent(location.hash.slice(1)));
  } catch {
    return '';
  }
}

function visitedRooms() {
  return (localStorage.getItem('rooms') ?? '').split(' ').filter(Boolean);
}

function showRooms() {
  const visited = [room, ...visitedRooms()].filter((name) => !PRESET_ROOMS.includes(name));
  const own = [...new Set(visited)].slice(0, VISITED_ROOMS);
  localStorage.setItem('rooms', own.join(' '));
  $('rooms').replaceChildren(...[...PRESET_ROOMS, ...own].map((name) => {
    const link = document.createElement('a');
    link.href = `#${encodeURIComponent(name)}`;
    link.textContent = name;
    if (name === room) {
      link.setAttribute('aria-current', 'page');
    }
    const item = document.createElement('li');
    item.append(link);
    return item;
  }));
}

function askName() {
  $('name').value = localStorage.getItem('name') ?? '';
  $('room').value = room || roomOfAddress() || PRESET_ROOMS[0];
  $('cancel').hidden = !connection;
  $('join').showModal();
  $('name').select();
}

$('join').addEventListener('cancel', (event) => connection || event.preventDefault());
$('cancel').addEventListener('click', () => $('join').close());
$('join-form').addEventListener('submit', (event) => {
  const name = $('name').value.trim();
  const chosen = roomOf($('room').value);
  if (!name || !chosen) {
    event.preventDefault();
    (name ? $('room') : $('name')).select();
    return;
  }
  wantedName = name;
  localStorage.setItem('name', name); // proposed to the next window
  sessionStorage.setItem('name', name); // kept by this window when it is loaded again
  history.replaceState(null, '', `#${encodeURIComponent(chosen)}`);
  enter(chosen);
  phone.matches || $('text').focus();
});
$('change-name').addEventListener('click', () => {
  openSide(false);
  askName();
});
$('log-out').addEventListener('click', () => {
  openSide(false);
  account.logOut();
});
$('log-in').addEventListener('click', () => location.reload());
addEventListener('hashchange', () => {
  const chosen = roomOfAddress();
  if (connection && chosen && chosen !== room) {
    openSide(false);
    enter(chosen);
  } else if (!connection) {
    $('room').value = chosen || $('room').value;
  }
});
$('new-room').addEventListener('submit', (event) => {
  event.preventDefault();
  const chosen = roomOf($('new-room-name').value);
  if (chosen) {
    $('new-room-name').value = '';
    location.hash = encodeURIComponent(chosen);
  }
});

// Writing.

function fitText() {
  const text = $('text');
  text.style.height = 'auto';
  text.style.height = `${text.scrollHeight + text.offsetHeight - text.clientHeight}px`; // with its border
}

$('text').addEventListener('input', fitText);
$('text').addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    $('composer').requestSubmit();
  }
});
$('composer').addEventListener('submit', (event) => {
  event.preventDefault();
  const written = $('text').value.trim();
  const text = written.slice(0, $('text').maxLength); // more can be there after a reconnect
  if (text && document.body.dataset.state === 'online' && connection.send(text)) {
    unconfirmed.push(text);
    $('text').value = written.slice(text.length);
    fitText();
    messages.toEnd();
  }
});
$('retry').addEventListener('click', () => connection.retryNow());

// The rest of the page.

$('share').addEventListener('click', async () => {
  try {
    await navigator.clipboard.writeText(location.href);
    $('share-text').textContent = 'Copied';
  } catch {
    prompt('The link to this room:', location.href);
  }
  setTimeout(() => ($('share-text').textContent = 'Copy link'), 2000);
});

function openSide(open) {
  document.body.classList.toggle('side-open', open);
  $('open-side').setAttribute('aria-expanded', open);
  $('side').inert = phone.matches && !open;
}

function leaveSide() {
  openSide(false);
  $('open-side').focus();
}

$('open-side').addEventListener('click', () => {
  openSide(true);
  $('close-side').focus();
});
$('close-side').addEventListener('click', leaveSide);
$('shade').addEventListener('click', leaveSide);
$('side').addEventListener('keydown', (event) => event.key === 'Escape' && phone.matches && leaveSide());
phone.addEventListener('change', () => openSide(false));
document.addEventListener('visibilitychange', () => {
  unread = 0;
  connection && showTitle();
});

openSide(false);
$('change-name').hidden = account;
$('log-out').hidden = !account;
wantedName = account?.name ?? sessionStorage.getItem('name') ?? '';
if (account) {
  enter(roomOfAddress() || PRESET_ROOMS[0]);
} else if (wantedName && roomOfAddress()) {
  enter(roomOfAddress());
} else {
  $('room-title').textContent = roomOfAddress() || PRESET_ROOMS[0];
  askName();
}
