/** A disc with a name's first letter, in a colour that is the name's own. */
export function avatar(name) {
  const disc = document.createElement('span');
  disc.className = 'avatar';
  disc.setAttribute('aria-hidden', 'true');
  disc.textContent = [...new Intl.Segmenter().segment(name)][0]?.segment.toUpperCase() ?? '';
  let hash = 7;
  for (const character of name) {
    hash = (hash * 31 + character.codePointAt(0)) % 3600;
  }
  disc.style.setProperty('--hue', hash % 360);
  return disc;
}
