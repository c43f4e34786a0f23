using System;
using System.Linq;
using System.Reflection;

namespace ModelGen.Ilgpu.Tests.Harness;

/// <summary>Emitted sessions, found by their name.</summary>
internal static class Session
{
    /// <summary>A model's session on the accelerator that all tests share, with what its constructor takes for granted.</summary>
    /// <param name="gpu">The emitted type.</param>
    public static object Open(Type gpu, object model)
    {
        ConstructorInfo constructor = gpu.GetConstructors().Single();
        return constructor.Invoke([Machine.Shared.Accelerator, model, .. constructor.GetParameters().Skip(2).Select(parameter => parameter.DefaultValue)]);
    }
}
