namespace ModelGen.Compiler.Emit.TorchSharp;

/// <summary>Recurrence with padding: a padded step keeps the state, wherever it stands, while libtorch's layers know sequences without padding only.</summary>
internal static partial class SupportWriter
{
    private static readonly (string Name, string Text)[] s_recurrent =
    [
        ("RealFirst", """
            // Real steps before padding, both in their order. [B, T, F] -> [B, T, F].
            private static Sharp::torch.Tensor RealFirst(Sharp::torch.Tensor x, Sharp::torch.Tensor mask)
            {
                long length = mask.shape[1];
                Sharp::torch.Tensor steps = Sharp::torch.arange(length, dtype: Sharp::torch.ScalarType.Int64, device: mask.device);
                Sharp::torch.Tensor order = (mask.logical_not().to(Sharp::torch.ScalarType.Int64) * length + steps).argsort(1); // [B, T]
                return x.gather(1, order.unsqueeze(-1).expand(-1, -1, x.shape[2]));
            }
            """),
        ("PackReal", """
            // The real steps of each sequence; of one without any, its first, since libtorch wants one.
            private static Sharp::torch.nn.utils.rnn.PackedSequence PackReal(Sharp::torch.Tensor x, Sharp::torch.Tensor mask)
            {
                Sharp::torch.Tensor lengths = mask.to(Sharp::torch.ScalarType.Int64).sum(1).clamp_min(1).cpu(); // [B]
                return Sharp::torch.nn.utils.rnn.pack_padded_sequence(RealFirst(x, mask), lengths, batch_first: true, enforce_sorted: false);
            }
            """),
        ("StatesAt", """
            // Each step's state among those of real steps; zeros where there is none yet. [B, T, F], [B, T], [B, T] -> [B, T, F].
            private static Sharp::torch.Tensor StatesAt(Sharp::torch.Tensor states, Sharp::torch.Tensor steps, Sharp::torch.Tensor any) =>
                states.gather(1, steps.unsqueeze(-1).expand(-1, -1, states.shape[2])).masked_fill(any.logical_not().unsqueeze(-1), 0.0);
            """),
        ("KeepState", """
            // The state after each step, from those of the real ones: padding keeps the state of the last real step before it. [B, T, F] -> [B, T, F].
            private static Sharp::torch.Tensor KeepState(Sharp::torch.Tensor states, Sharp::torch.Tensor mask)
            {
                Sharp::torch.Tensor seen = mask.to(Sharp::torch.ScalarType.Int64).cumsum(1); // [B, T]: real steps up to each
                return StatesAt(states, (seen - 1).clamp_min(0), seen.ne(0));
            }
            """),
        ("KeepStateFrom", """
            // The same of packed steps, from a state to begin at. -> [B, T, F].
            private static Sharp::torch.Tensor KeepStateFrom(Sharp::torch.nn.utils.rnn.PackedSequence packed, Sharp::torch.Tensor mask, Sharp::torch.Tensor? start)
            {
                using (packed)
                {
                    Sharp::torch.Tensor states = Sharp::torch.nn.utils.rnn.pad_packed_sequence(packed, batch_first: true, total_length: mask.shape[1]).Item1;
                    Sharp::torch.Tensor seen = mask.to(Sharp::torch.ScalarType.Int64).cumsum(1); // [B, T]: real steps up to each
                    Sharp::torch.Tensor kept = StatesAt(states, (seen - 1).clamp_min(0), seen.ne(0));
                    return start is null ? kept : kept + start.unsqueeze(1) * seen.eq(0).to(start.dtype).unsqueeze(-1);
                }
            }
            """),
        ("LastCell", """
            // States or cells after the last real step: what they began at where there is none. [cells, B, F] -> [B, cells · F].
            private static Sharp::torch.Tensor LastCell(Sharp::torch.Tensor cell, Sharp::torch.Tensor mask, Sharp::torch.Tensor? start)
            {
                Sharp::torch.Tensor none = mask.any(1, true).logical_not(); // [B, 1]
                Sharp::torch.Tensor last = cell.transpose(0, 1).flatten(1).masked_fill(none, 0.0);
                return start is null ? last : last + start * none.to(start.dtype);
            }
            """),
        ("KeepStates", """
            // The same in both directions; backwards, padding keeps the state of the first real step behind it. -> [B, T, 2 F].
            private static Sharp::torch.Tensor KeepStates(Sharp::torch.nn.utils.rnn.PackedSequence packed, Sharp::torch.Tensor mask)
            {
                long length = mask.shape[1];
                Sharp::torch.Tensor[] directions = Sharp::torch.nn.utils.rnn.pad_packed_sequence(packed, batch_first: true, total_length: length).Item1.chunk(2, -1);
                Sharp::torch.Tensor real = mask.to(Sharp::torch.ScalarType.Int64);
                Sharp::torch.Tensor seen = real.cumsum(1); // [B, T]: real steps up to each
                Sharp::torch.Tensor before = seen - real; // and before it
                Sharp::torch.Tensor forwards = StatesAt(directions[0], (seen - 1).clamp_min(0), seen.ne(0));
                Sharp::torch.Tensor backwards = StatesAt(directions[1], before.clamp_max(length - 1), before.lt(seen.narrow(1, length - 1, 1)));
                return Sharp::torch.cat(new[] { forwards, backwards }, -1);
            }
            """),
        ("KeepStatesFrom", """
            // The same from states to begin at. -> [B, T, 2 F].
            private static Sharp::torch.Tensor KeepStatesFrom(Sharp::torch.nn.utils.rnn.PackedSequence packed, Sharp::torch.Tensor mask, Sharp::torch.Tensor? start)
            {
                using (packed)
                {
                    Sharp::torch.Tensor kept = KeepStates(packed, mask);
                    if (start is null) return kept;
                    Sharp::torch.Tensor[] begun = start.unsqueeze(1).chunk(2, -1);
                    Sharp::torch.Tensor real = mask.to(start.dtype);
                    Sharp::torch.Tensor seen = real.cumsum(1); // [B, T]
                    Sharp::torch.Tensor none = seen.eq(0).to(start.dtype).unsqueeze(-1);
                    Sharp::torch.Tensor noneBehind = (seen - real).lt(seen.narrow(1, mask.shape[1] - 1, 1)).logical_not().to(start.dtype).unsqueeze(-1);
                    return kept + Sharp::torch.cat(new[] { begun[0] * none, begun[1] * noneBehind }, -1);
                }
            }
            """),
    ];
}
