using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using ModelGen.Data;

namespace ModelGen.GraphMethods;

/// <summary>Batches of a model whose type of batches is known when the tests run.</summary>
internal static class Batches
{
    /// <summary>The type of an interface's argument, such as the batch of <c>ITrainable</c>.</summary>
    public static Type? Type(Type model, Type open) =>
        model.GetInterfaces().SingleOrDefault(each => each.IsGenericType && each.GetGenericTypeDefinition() == open && each.GenericTypeArguments.Length == 1)?.GenericTypeArguments[0];

    /// <summary>Inputs, then targets, then the weights of the examples, which may be empty.</summary>
    public static object Of(Type type, IReadOnlyList<Given> tensors, float[] weights)
    {
        object batch = Activator.CreateInstance(type)!;
        var places = new List<object>();
        if (type.IsGenericType)
        {
            places.AddRange(new[] { "_input", "_target", "_weights" }.Select(name => type.GetField(name, BindingFlags.NonPublic | BindingFlags.Instance)!.GetValue(batch)!));
        }
        else
        {
            places.AddRange(type.GetProperties().Where(each => each.PropertyType.IsGenericType && each.PropertyType.GetGenericTypeDefinition() == typeof(BatchTensor<>)).Select(each => each.GetValue(batch)!));
        }

        foreach ((object place, Given given) in places.Zip(tensors))
        {
            typeof(Batches).GetMethod(nameof(Set), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(place.GetType().GenericTypeArguments).Invoke(null, [place, given]);
        }

        ((BatchTensor<float>)places[^1]).Resize(weights.Length);
        weights.CopyTo(((BatchTensor<float>)places[^1]).Values);
        return batch;
    }

    private static void Set<T>(BatchTensor<T> place, Given given)
        where T : unmanaged => place.Set(given.As<T>());
}
