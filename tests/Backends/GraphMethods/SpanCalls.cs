using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics.Tensors;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace ModelGen.GraphMethods;

/// <summary>Calls of members that take spans, which reflection alone cannot make.</summary>
internal static class SpanCalls
{
    private delegate TResult Of1<T1, TResult>(ReadOnlyTensorSpan<T1> a);

    private delegate TResult Of2<T1, T2, TResult>(ReadOnlyTensorSpan<T1> a, ReadOnlyTensorSpan<T2> b);

    private delegate TResult Of3<T1, T2, T3, TResult>(ReadOnlyTensorSpan<T1> a, ReadOnlyTensorSpan<T2> b, ReadOnlyTensorSpan<T3> c);

    private delegate TResult Of4<T1, T2, T3, T4, TResult>(ReadOnlyTensorSpan<T1> a, ReadOnlyTensorSpan<T2> b, ReadOnlyTensorSpan<T3> c, ReadOnlyTensorSpan<T4> d);

    private delegate TResult Of8<T1, T2, T3, T4, T5, T6, T7, T8, TResult>(ReadOnlyTensorSpan<T1> a, ReadOnlyTensorSpan<T2> b, ReadOnlyTensorSpan<T3> c, ReadOnlyTensorSpan<T4> d, ReadOnlyTensorSpan<T5> e, ReadOnlyTensorSpan<T6> f, ReadOnlyTensorSpan<T7> g, ReadOnlyTensorSpan<T8> h);

    /// <summary>The outputs of <c>Predict</c> by their names; a single one is <c>output</c>.</summary>
    /// <param name="entry">The graph method, where it is not the first.</param>
    public static IReadOnlyDictionary<string, float[]> Predict(object model, IReadOnlyList<Given> inputs, string entry = "")
    {
        MethodInfo predict = model.GetType().GetMethods().Single(method => method.Name == "Predict" + entry && method.ReturnType != typeof(void) && method.GetParameters().Length == inputs.Count);
        Type[] types = [.. inputs.Select(input => input.Values.GetType().GetElementType()!), predict.ReturnType];
        MethodInfo call = typeof(SpanCalls).GetMethod("Call" + inputs.Count, BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(types);
        object result = call.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [model, predict, inputs], null)!;
        return Named(predict, result, output => Flat((Tensor<float>)output));
    }

    /// <summary>What a method returns: one output, or several by their names.</summary>
    public static IReadOnlyDictionary<string, float[]> Named(MethodInfo method, object result, Func<object, float[]> values)
    {
        if (result is not ITuple tuple)
        {
            return new Dictionary<string, float[]> { ["output"] = values(result) };
        }

        IList<string?> names = method.ReturnParameter.GetCustomAttribute<TupleElementNamesAttribute>()!.TransformNames;
        return Enumerable.Range(0, tuple.Length).ToDictionary(i => names[i]!, i => values(tuple[i]!));
    }

    private static object Call1<T1, TResult>(object model, MethodInfo method, IReadOnlyList<Given> x) => method.CreateDelegate<Of1<T1, TResult>>(model)(x[0].As<T1>())!;

    private static object Call2<T1, T2, TResult>(object model, MethodInfo method, IReadOnlyList<Given> x) => method.CreateDelegate<Of2<T1, T2, TResult>>(model)(x[0].As<T1>(), x[1].As<T2>())!;

    private static object Call3<T1, T2, T3, TResult>(object model, MethodInfo method, IReadOnlyList<Given> x) =>
        method.CreateDelegate<Of3<T1, T2, T3, TResult>>(model)(x[0].As<T1>(), x[1].As<T2>(), x[2].As<T3>())!;

    private static object Call4<T1, T2, T3, T4, TResult>(object model, MethodInfo method, IReadOnlyList<Given> x) =>
        method.CreateDelegate<Of4<T1, T2, T3, T4, TResult>>(model)(x[0].As<T1>(), x[1].As<T2>(), x[2].As<T3>(), x[3].As<T4>())!;

    private static object Call8<T1, T2, T3, T4, T5, T6, T7, T8, TResult>(object model, MethodInfo method, IReadOnlyList<Given> x) =>
        method.CreateDelegate<Of8<T1, T2, T3, T4, T5, T6, T7, T8, TResult>>(model)(x[0].As<T1>(), x[1].As<T2>(), x[2].As<T3>(), x[3].As<T4>(), x[4].As<T5>(), x[5].As<T6>(), x[6].As<T7>(), x[7].As<T8>())!;

    private static float[] Flat(Tensor<float> tensor)
    {
        float[] values = new float[tensor.FlattenedLength];
        tensor.FlattenTo(values);
        return values;
    }
}
