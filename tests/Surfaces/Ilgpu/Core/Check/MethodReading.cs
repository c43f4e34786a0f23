using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Reflection.Emit;

namespace ILGPU.Surface;

/// <summary>Goes once through the IL of one method.</summary>
internal sealed class MethodReading(MethodBase method)
{
    private readonly List<string> _faults = [];
    private readonly List<string> _algorithms = [];
    private readonly List<MethodBase> _calls = [];
    private bool _usesAtomics;
    private int _strings;
    private Type? _constrained;

    private string Name => $"{TypeRules.Name(method.DeclaringType!)}.{method.Name}";

    public MethodFacts Read()
    {
        MethodBody body = method.GetMethodBody()!;
        if (body.ExceptionHandlingClauses.Count > 0)
            Fault("has a try block: a kernel cannot handle exceptions");
        foreach (LocalVariableInfo local in body.LocalVariables)
        {
            if (TypeRules.FaultOf(local.LocalType) is { } fault)
                Fault($"has a local that {fault}");
        }

        foreach (IlInstruction instruction in IlReader.Read(body.GetILAsByteArray()!))
            Read(instruction);
        if (_strings > 0)
            Fault("uses a string: a kernel has none but the text of CudaAsm and of assertions");
        return new MethodFacts(_faults, _algorithms, _calls, _usesAtomics);
    }

    private void Read(IlInstruction instruction)
    {
        OpCode code = instruction.Code;
        if (code == OpCodes.Constrained)
            _constrained = ResolveType(instruction.Token);
        else if (code == OpCodes.Call || code == OpCodes.Callvirt || code == OpCodes.Newobj)
            Call(code, instruction.Token);
        else if (code == OpCodes.Ldsfld || code == OpCodes.Ldsflda)
            LoadStatic(ResolveField(instruction.Token));
        else if (code == OpCodes.Stsfld)
            Fault($"writes the static {ResolveField(instruction.Token).Name}: write to a view");
        else if (code == OpCodes.Ldstr)
            _strings++;
        else if (FaultOf(code.Name!) is { } fault)
            Fault(fault);
    }

    private static string? FaultOf(string code) => code switch
    {
        "throw" or "rethrow" => "throws: check on the host, or write an error code to a view",
        "newarr" or "ldlen" => "uses an array: use an ArrayView or LocalMemory.Allocate",
        "box" or "unbox" or "unbox.any" or "castclass" or "isinst" => "boxes or casts to a class: use structs and generics",
        "ldftn" or "ldvirtftn" or "calli" => "uses a delegate: call a method, or take a struct as a type parameter",
        "localloc" => "uses stackalloc: use LocalMemory.Allocate",
        "ldtoken" => "uses a type or field at run time: a kernel has no reflection",
        _ when code.StartsWith("ldelem", StringComparison.Ordinal) || code.StartsWith("stelem", StringComparison.Ordinal)
            => "uses an array: use an ArrayView or LocalMemory.Allocate",
        _ => null,
    };

    private void Call(OpCode code, int token)
    {
        MethodBase callee = method.Module.ResolveMethod(token, TypeArguments(), MethodArguments())!;
        if (_constrained is { } constrained)
        {
            _constrained = null;
            if (Implementation(constrained, callee) is not { } implementation)
            {
                Fault($"calls {callee.Name} of {TypeRules.Name(constrained)} through a class or interface: call the struct's own method");
                return;
            }

            callee = implementation;
        }

        Type type = callee.DeclaringType!;
        if (TypeRules.IsSurface(type))
            CallSurface(type, callee);
        else if (CallRules.IsKnown(callee))
            _strings -= TakesString(callee) ? 1 : 0;
        else if (CallRules.NeedsAlgorithms(callee))
            _algorithms.Add($"{Name} calls {type.Name}.{callee.Name} without EnableAlgorithms()");
        else if (code == OpCodes.Newobj && !type.IsValueType)
            Fault($"creates an object of class {TypeRules.Name(type)}: use a struct");
        else if (!callee.IsStatic && !type.IsValueType)
            Fault($"calls {TypeRules.Name(type)}.{callee.Name} of a class or interface: use a struct as a type parameter");
        else if (CallRules.FaultOf(callee) is { } fault)
            Fault(fault);
        else if (TypeRules.IsOfRuntime(type) && !TypeRules.IsOfRuntime(method.DeclaringType!))
            CallRuntime(type, callee);
        else
            _calls.Add(callee);
    }

    /// <summary>A method of .NET is at fault as a whole: what is inside is not the author's to mend.</summary>
    private void CallRuntime(Type type, MethodBase callee)
    {
        foreach (MethodFacts facts in KernelChecker.Reach(callee))
        {
            if (facts.Faults.Count > 0)
            {
                Fault($"calls {TypeRules.Name(type)}.{callee.Name}, which ILGPU cannot compile");
                return;
            }

            if (facts.Algorithms.Count > 0)
                _algorithms.Add($"{Name} calls {TypeRules.Name(type)}.{callee.Name} without EnableAlgorithms()");
        }
    }

    private void CallSurface(Type type, MethodBase callee)
    {
        if (!TypeRules.IsForKernels(type) || TypeRules.IsHostOnly(callee))
            Fault($"calls {TypeRules.Name(type)}.{callee.Name}, which exists on the host only");
        if (TypeRules.IsAlgorithms(type))
            _algorithms.Add($"{Name} calls {type.Name}.{callee.Name} without EnableAlgorithms()");
        _usesAtomics |= type == typeof(Atomic);
        _strings -= TakesString(callee) ? 1 : 0;
    }

    private void LoadStatic(FieldInfo field)
    {
        if (TypeRules.IsSurface(field.DeclaringType!))
            return;
        if (!field.IsInitOnly)
            Fault($"reads the static {field.Name}, which can change: pass it as a parameter, or make it const");
        else if (TypeRules.FaultOf(field.FieldType) is { } fault)
            Fault($"reads the static {field.Name}, which {fault}");
    }

    /// <summary>The struct's own method behind a call through an interface or through object.</summary>
    private static MethodBase? Implementation(Type type, MethodBase callee)
    {
        if (!type.IsValueType)
            return null;
        if (!callee.DeclaringType!.IsInterface)
        {
            return type.GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly)
                .FirstOrDefault(own => own.GetBaseDefinition() == callee);
        }

        InterfaceMapping map = type.GetInterfaceMap(callee.DeclaringType);
        MethodInfo called = (MethodInfo)callee;
        int index = Array.IndexOf(map.InterfaceMethods, called.IsGenericMethod ? called.GetGenericMethodDefinition() : called);
        MethodInfo? target = index < 0 ? null : map.TargetMethods[index];
        return target is { IsGenericMethodDefinition: true } ? target.MakeGenericMethod(called.GetGenericArguments()) : target;
    }

    private static bool TakesString(MethodBase callee) => callee.GetParameters().Any(parameter => parameter.ParameterType == typeof(string));

    private void Fault(string what) => _faults.Add($"{Name} {what}");

    private Type ResolveType(int token) => method.Module.ResolveType(token, TypeArguments(), MethodArguments());

    private FieldInfo ResolveField(int token) => method.Module.ResolveField(token, TypeArguments(), MethodArguments())!;

    private Type[]? TypeArguments() => method.DeclaringType is { IsGenericType: true } type ? type.GetGenericArguments() : null;

    private Type[]? MethodArguments() => method.IsGenericMethod ? method.GetGenericArguments() : null;
}
