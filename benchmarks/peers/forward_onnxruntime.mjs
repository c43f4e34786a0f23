// ONNX Runtime's side of cnn, mlp and lstm: forward only, on the files that `small_torch.py export FOLDER` writes.
//
//     npm install --ignore-scripts onnxruntime-node
//     node forward_onnxruntime.mjs FOLDER/cnn.onnx --threads 2 [--reps 101]
//
// Prints one JSON line like the benchmarks' own.
import ort from 'onnxruntime-node';

const option = (name, fallback) => process.argv.includes(name) ? Number(process.argv[process.argv.indexOf(name) + 1]) : fallback;
const file = process.argv[2], threads = option('--threads', 2), reps = option('--reps', 101);
const name = file.split('/').pop().replace('.onnx', '');
const shape = { cnn: [32, 3, 32, 32], mlp: [64, 784], lstm: [32, 100] }[name];
const count = shape.reduce((a, b) => a * b);
const x = name === 'lstm'
    ? new ort.Tensor('int64', BigInt64Array.from({ length: count }, () => BigInt(Math.floor(Math.random() * 10000))), shape)
    : new ort.Tensor('float32', Float32Array.from({ length: count }, () => Math.random() - 0.5), shape);
const session = await ort.InferenceSession.create(file, { intraOpNumThreads: threads, interOpNumThreads: 1, executionMode: 'sequential', graphOptimizationLevel: 'all' });
const times = [];
for (let i = -3; i < reps; i++) {
    const start = performance.now();
    await session.run({ x });
    if (i >= 0) times.push(performance.now() - start);
}
times.sort((a, b) => a - b);
console.log(JSON.stringify({ case: `${name}.forward`, peer: 'onnxruntime ' + ort.env.versions.node, threads,
    median_ms: +times[times.length >> 1].toFixed(4), min_ms: +times[0].toFixed(4) }));
