using ModelGen.Weights;

namespace ModelGen.Training;

/// <summary>Moments of bytes in checkpoints: the codes of a parameter in its own order, and the scales of its blocks beside them.</summary>
internal static class ByteStateFile
{
    private const string Scale = "_scale";

    public static void Add(SafeTensorsWriter writer, ParameterStore store, ByteState state)
    {
        for (int i = 0; i < store.Parameters.Count; i++)
        {
            byte[] codes = state.Codes(i);
            float[] scales = state.Scales(i);
            writer.Add(Name(state, "", store.Parameters[i]), [1, codes.Length], SafeTensorType.U8, _ => codes);
            writer.Add(Name(state, Scale, store.Parameters[i]), [scales.Length], () => scales);
        }
    }

    /// <exception cref="WeightFormatException">The file has not just these.</exception>
    public static ByteState Read(SafeTensorsReader reader, ParameterStore store, ByteState like)
    {
        ByteState state = new(like.Name, store, like.Map);
        for (int i = 0; i < store.Parameters.Count; i++)
        {
            TensorEntry codes = Checked(reader, Name(state, "", store.Parameters[i]), SafeTensorType.U8, [1, state.Codes(i).Length]);
            ((IWeightSource)reader).ReadRows(codes, 0, state.Codes(i));
            TensorEntry scales = Checked(reader, Name(state, Scale, store.Parameters[i]), SafeTensorType.F32, [state.Scales(i).Length]);
            reader.ReadFloats(scales, state.Scales(i));
            foreach (float scale in state.Scales(i))
            {
                if (!(scale >= 0 && float.IsFinite(scale))) throw new WeightFormatException($"{reader.FileName}: tensor {Text.Quote(scales.Name)} has a scale that is no number from 0 on: go on from the checkpoint before");
            }
        }

        return state;
    }

    private static TensorEntry Checked(SafeTensorsReader reader, string name, SafeTensorType type, int[] shape)
    {
        TensorEntry entry = reader.Get(name);
        return entry.Type == type && LoadCheck.Equal(entry.Shape, shape) ? entry
            : throw new WeightFormatException($"{reader.FileName}: tensor {Text.Quote(name)} is {Text.Clip(entry.TypeName)} {TensorEntry.Describe(entry.Shape)}, expected {type} {Guard.Describe(shape)}");
    }

    private static string Name(ByteState state, string part, Parameter parameter) => Checkpoints.OptimizerPrefix + state.Name + part + "." + parameter.Name;
}
