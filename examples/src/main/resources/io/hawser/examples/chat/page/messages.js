import { avatar } from './avatar.js';

const GROUPED_WITHIN = 3 * 60_000;
const MOST_SHOWN = 500;
const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const calendar = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'medium' });

/** The messages of a room as they are shown. Text enters the page as text only, never as HTML. */
export class MessageList {
  #scroller;
  #list;
  #empty;
  #newest;
  #previous = null; // the last message, if nothing stands behind it
  #lastAt = 0; // when the last message was said

  constructor(scroller, list, empty, newest) {
    this.#scroller = scroller;
    this.#list = list;
    this.#empty = empty;
    this.#newest = newest;
    newest.addEventListener('click', () => this.toEnd());
    scroller.addEventListener('scroll', () => this.#atEnd() && (newest.hidden = true));
    new ResizeObserver(() => newest.hidden && this.toEnd()).observe(scroller);
  }

  /** Adds what was said before; after a reconnect a part of it is here already. */
  addHistory(history, me) {
    history.filter((message) => message.at > this.#lastAt).forEach((message) => this.add(message, message.from === me));
    this.toEnd();
  }

  /** Adds a message. */
  add(message, own) {
    this.#lastAt = message.at;
    const { from, text, at } = message;
    const grouped = this.#previous?.from === from && at - this.#previous.at < GROUPED_WITHIN;
    this.#previous = message;

    const item = element('li', `message${own ? ' own' : ''}${grouped ? ' grouped' : ''}`);
    const bubble = element('div', 'bubble');
    const author = element('bdi', 'author', own ? 'You' : from);
    const words = element('p', 'text', text);
    words.dir = 'auto';
    bubble.append(author, words, time(at));
    item.append(avatar(from), bubble);
    this.#append(item, own);
  }

  /** Adds a line about what happened, other than that somebody spoke. */
  notice(words, at = Date.now()) {
    this.#previous = null;
    const item = element('li', 'notice');
    item.append(element('bdi', '', words), time(at));
    this.#append(item, false);
  }

  clear() {
    this.#list.replaceChildren();
    this.#empty.hidden = false;
    this.#newest.hidden = true;
    this.#previous = null;
    this.#lastAt = 0;
  }

  toEnd() {
    this.#scroller.scrollTop = this.#scroller.scrollHeight;
    this.#newest.hidden = true;
  }

  #append(item, own) {
    const follow = own || this.#atEnd();
    this.#empty.hidden = true;
    this.#list.append(item);
    if (this.#list.childElementCount > MOST_SHOWN) {
      this.#list.firstElementChild.remove();
    }
    if (follow) {
      this.toEnd();
    } else {
      this.#newest.hidden = false;
    }
  }

  /** Who has scrolled up to read is not pulled down by what arrives. */
  #atEnd() {
    const { scrollHeight, scrollTop, clientHeight } = this.#scroller;
    return scrollHeight - scrollTop - clientHeight < 60;
  }
}

function element(tag, className, text = '') {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}

function time(at) {
  const made = element('time', '', clock.format(at));
  made.dateTime = new Date(at).toISOString();
  made.title = calendar.format(at);
  return made;
}
