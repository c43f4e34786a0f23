using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;

namespace ModelGen.Ilgpu.Tests.Surface;

/// <summary>The public members of an assembly as text, so that those of two assemblies of one name can be compared.</summary>
internal static class Signatures
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static;

    /// <summary>Members of every object: that one type overrides them and the other does not is nothing to a caller.</summary>
    private static readonly HashSet<string> s_everywhere = [nameof(Equals), nameof(GetHashCode), nameof(ToString), nameof(GetType)];

    public static IEnumerable<string> Of(Assembly assembly, Func<Type, bool> isMeant)
        => assembly.GetExportedTypes().Where(isMeant).SelectMany(type => Of(type).Prepend(Name(type)));

    private static IEnumerable<string> Of(Type type)
    {
        if (type.IsEnum)
            return Enum.GetNames(type).Select(name => $"{Name(type)}.{name} = {Convert.ToInt64(Enum.Parse(type, name))}");
        return type.GetMembers(Declared)
            .Where(member => !s_everywhere.Contains(member.Name) && member.DeclaringType != typeof(Exception) && member.DeclaringType != typeof(object))
            .Select(member => $"{Name(type)}: {Of(member)}")
            .Distinct();
    }

    private static string Of(MemberInfo member) => member switch
    {
        FieldInfo field => $"{(field.IsStatic ? "static " : "")}{Name(field.FieldType)} {field.Name}",
        PropertyInfo property => $"{Name(property.PropertyType)} {property.Name}[{Parameters(property.GetIndexParameters())}]",
        ConstructorInfo constructor => $"new({Parameters(constructor.GetParameters())})",
        MethodInfo method => $"{(method.IsStatic ? "static " : "")}{Name(method.ReturnType)} {method.Name}{TypeParameters(method)}({Parameters(method.GetParameters())})",
        _ => member.Name,
    };

    private static string Parameters(ParameterInfo[] parameters) => string.Join(", ", parameters.Select(parameter
        => $"{(parameter.IsOut ? "out " : parameter.IsIn ? "in " : "")}{Name(parameter.ParameterType)} {parameter.Name}"));

    private static string TypeParameters(MethodInfo method)
        => method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(Name))}>" : "";

    private static string Name(Type type)
    {
        if (type.IsByRef)
            return $"ref {Name(type.GetElementType()!)}";
        if (type.IsArray)
            return $"{Name(type.GetElementType()!)}[]";
        if (type.IsGenericParameter)
            return type.Name;
        string own = type.Name.Split('`')[0];
        string name = type.DeclaringType is { } outer ? $"{Name(outer).Split('<')[0]}.{own}" : $"{type.Namespace}.{own}";
        return type.IsGenericType ? $"{name}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>" : name;
    }
}
