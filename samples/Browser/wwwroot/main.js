import { dotnet } from './_framework/dotnet.js';

const byId = id => document.getElementById(id);
const sheet = byId('sheet'), hint = byId('hint'), undo = byId('undo'), clear = byId('clear');
const bars = [...Array(10).keys()].map(digit => {
  const row = document.createElement('li');
  row.innerHTML = `<span>${digit}</span><span class="track"><div class="fill"></div></span><span class="share"></span>`;
  byId('bars').append(row);
  return row;
});

// A stroke is a list of numbers, x and y of each point, on a sheet of 1 x 1.
let strokes = [], recogniser = null, waiting = false;

// Draws what is there, in the pixels that the screen has.
function paint() {
  const scale = window.devicePixelRatio || 1, size = Math.round(sheet.clientWidth * scale);
  if (sheet.width !== size) sheet.width = sheet.height = size;
  const context = sheet.getContext('2d');
  context.clearRect(0, 0, size, size);
  context.strokeStyle = getComputedStyle(sheet).color;
  context.lineWidth = size / 18;
  context.lineCap = context.lineJoin = 'round';
  for (const points of strokes) {
    context.beginPath();
    context.moveTo(points[0] * size, points[1] * size);
    for (let i = 0; i < points.length; i += 2) context.lineTo(points[i] * size, points[i + 1] * size);
    context.stroke();
  }
  hint.hidden = recogniser !== null && strokes.length > 0;
  undo.disabled = clear.disabled = strokes.length === 0;
}

// Shows ten probabilities; none: nothing is drawn.
function show(shares) {
  const best = shares ? shares.indexOf(Math.max(...shares)) : -1;
  byId('digit').textContent = shares ? best : '–';
  bars.forEach((row, digit) => {
    row.className = digit === best ? 'best' : '';
    row.querySelector('.fill').style.width = shares ? `${100 * shares[digit]}%` : '0';
    row.querySelector('.share').textContent = shares ? `${Math.round(100 * shares[digit])} %` : '';
  });
  const context = byId('seen').getContext('2d'), picture = context.createImageData(28, 28);
  if (shares) recogniser.Seen().forEach((grey, i) => picture.data.set([grey, grey, grey, 255], 4 * i));
  context.putImageData(picture, 0, 0);
}

function recognise() {
  waiting = false;
  paint();
  if (!recogniser) return;
  if (strokes.length === 0) { show(null); byId('time').textContent = '\u00a0'; return; }
  const start = performance.now();
  const shares = recogniser.Recognise(strokes.flat(), strokes.map(points => points.length / 2));
  byId('time').textContent = `recognised in ${(performance.now() - start).toFixed(1)} ms`;
  show(shares);
}

// Once for each picture that the screen shows, however many points came meanwhile.
function changed() {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(recognise);
}

function add(event) {
  const box = sheet.getBoundingClientRect();
  strokes.at(-1).push((event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height);
  changed();
}

sheet.addEventListener('pointerdown', event => {
  if (!event.isPrimary || event.button !== 0) return;
  sheet.setPointerCapture(event.pointerId);
  strokes.push([]);
  add(event);
});
sheet.addEventListener('pointermove', event => {
  if (!event.isPrimary || !sheet.hasPointerCapture(event.pointerId)) return;
  const all = event.getCoalescedEvents?.() ?? [];
  (all.length > 0 ? all : [event]).forEach(add);
});
undo.addEventListener('click', () => { strokes.pop(); changed(); });
clear.addEventListener('click', () => { strokes = []; changed(); });
addEventListener('keydown', event => {
  if (event.key === 'Escape') { strokes = []; changed(); }
  if ((event.ctrlKey || event.metaKey) && event.key === 'z') { strokes.pop(); changed(); event.preventDefault(); }
});
addEventListener('resize', paint);
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', paint);
show(null);
paint();

try {
  const weights = fetch('digits.safetensors');    // beside the runtime, which is larger
  const { getAssemblyExports, getConfig } = await dotnet.create();
  const response = await weights;
  if (!response.ok) throw new Error('digits.safetensors is not beside this page: run samples/Digits before the page is published');
  const loaded = (await getAssemblyExports(getConfig().mainAssemblyName)).BrowserSample.Recogniser;
  loaded.Load(new Uint8Array(await response.arrayBuffer()));
  loaded.Recognise([0.5, 0.5], [1]);    // the first answer takes hundreds of milliseconds, for which no stroke shall wait
  recogniser = loaded;
  hint.textContent = 'Draw here, with mouse, pen or finger';
  changed();
} catch (fault) {
  hint.textContent = fault.message;
  hint.classList.add('failed');
  throw fault;
}
