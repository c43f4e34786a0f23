using System;
using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace ModelGen.Fences;

/// <summary>The method that takes a kernel's place; the kernel goes on under another name.</summary>
internal sealed class KernelWrapper
{
    private readonly ModuleDefinition _module;
    private readonly ILProcessor _il;
    private readonly VariableDefinition _call;
    private readonly VariableDefinition?[] _copies;
    private readonly MethodReference _kernel;

    public KernelWrapper(ModuleDefinition module, MethodDefinition kernel, string suffix)
    {
        _module = module;
        Method = new MethodDefinition(kernel.Name, kernel.Attributes, kernel.ReturnType) { DeclaringType = null };
        foreach (GenericParameter parameter in kernel.GenericParameters)
        {
            GenericParameter copy = new(parameter.Name, Method) { Attributes = parameter.Attributes };
            Method.GenericParameters.Add(copy);
        }

        for (int i = 0; i < kernel.GenericParameters.Count; i++)
        {
            foreach (GenericParameterConstraint constraint in kernel.GenericParameters[i].Constraints)
            {
                Method.GenericParameters[i].Constraints.Add(new(constraint.ConstraintType));
            }
        }

        foreach (ParameterDefinition parameter in kernel.Parameters)
        {
            Method.Parameters.Add(new(parameter.Name, parameter.Attributes, Mine(parameter.ParameterType)) { Constant = parameter.Constant });
        }

        kernel.DeclaringType.Methods.Add(Method);
        kernel.Name += suffix;
        _kernel = Called(kernel);
        _il = Method.Body.GetILProcessor();
        Method.Body.InitLocals = true;
        _call = Local(module.ImportReference(typeof(FencedCall)));
        _copies = [.. Method.Parameters.Select(parameter => IsSpan(parameter.ParameterType) || IsMatrix(parameter.ParameterType) ? Local(parameter.ParameterType) : null)];
        Write($"{kernel.DeclaringType.Name}.{Method.Name}");
    }

    public MethodDefinition Method { get; }

    public static bool IsSpan(TypeReference type) => type is GenericInstanceType { ElementType.Namespace: "System", ElementType.Name: "Span`1" or "ReadOnlySpan`1" };

    /// <summary>Floats to read, or small numbers, which lie in memory of their own.</summary>
    private static bool IsMatrix(TypeReference type) => type.FullName == "ModelGen.Cpu.WeightMatrix";

    private static bool IsWritten(TypeReference type) => type is GenericInstanceType { ElementType.Name: "Span`1" };

    private void Write(string name)
    {
        bool returns = Method.ReturnType.FullName != "System.Void";
        VariableDefinition? result = returns ? Local(Method.ReturnType) : null;
        VariableDefinition guards = Local(_module.TypeSystem.Int32);
        TypeDefinition scratchpad = _module.GetType("ModelGen.Cpu.Scratchpad");
        MethodDefinition current = scratchpad.Methods.Single(method => method.Name == "get_Current");

        _il.Emit(OpCodes.Ldstr, name);
        _il.Emit(OpCodes.Call, Member(nameof(FencedCall.Enter)));
        _il.Emit(OpCodes.Stloc, _call);
        Instruction tryStart = _il.Create(OpCodes.Nop), second = _il.Create(OpCodes.Nop), end = _il.Create(OpCodes.Nop);
        _il.Append(tryStart);
        _il.Emit(OpCodes.Call, current);
        _il.Emit(OpCodes.Callvirt, scratchpad.Methods.Single(method => method.Name == "get_Guards"));
        _il.Emit(OpCodes.Stloc, guards);

        _il.Emit(OpCodes.Ldloc, _call);
        _il.Emit(OpCodes.Call, Member("get_" + nameof(FencedCall.IsOuter)));
        _il.Emit(OpCodes.Brfalse, second);
        Run(result: null);
        ForEachWritten((i, element) => Call(nameof(FencedCall.Turn), element, () => _il.Emit(OpCodes.Ldloc, _copies[i])));
        CheckGuards(current, guards, name);
        _il.Emit(OpCodes.Ldloc, _call);
        _il.Emit(OpCodes.Call, Member(nameof(FencedCall.Second)));

        _il.Append(second);
        Run(result);
        ForEachWritten((i, element) => Call(nameof(FencedCall.Return), element, () =>
        {
            _il.Emit(OpCodes.Ldloc, _copies[i]);
            _il.Emit(OpCodes.Ldarg, Method.Parameters[i]);
        }));
        CheckGuards(current, guards, name);
        _il.Emit(OpCodes.Ldloc, _call);
        _il.Emit(OpCodes.Call, Member(nameof(FencedCall.Exit)));
        _il.Emit(OpCodes.Leave, end);

        Instruction handler = _il.Create(OpCodes.Ldloc, _call);
        _il.Append(handler);
        _il.Emit(OpCodes.Call, Member(nameof(FencedCall.Fail)));
        _il.Emit(OpCodes.Endfinally);
        _il.Append(end);
        Method.Body.ExceptionHandlers.Add(new(ExceptionHandlerType.Fault) { TryStart = tryStart, TryEnd = handler, HandlerStart = handler, HandlerEnd = end });
        if (result is not null)
        {
            _il.Emit(OpCodes.Ldloc, result);
        }

        _il.Emit(OpCodes.Ret);
        Method.Body.OptimizeMacros();
    }

    /// <summary>The kernel over copies.</summary>
    private void Run(VariableDefinition? result)
    {
        for (int i = 0; i < _copies.Length; i++)
        {
            int parameter = i;
            TypeReference type = Method.Parameters[i].ParameterType;
            if (_copies[i] is { } matrix && IsMatrix(type))
            {
                Matrix(Method.Parameters[i], matrix);
            }
            else if (_copies[i] is { } copy)
            {
                Call(IsWritten(type) ? nameof(FencedCall.Write) : nameof(FencedCall.Read), Element(type), () => _il.Emit(OpCodes.Ldarg, Method.Parameters[parameter]));
                _il.Emit(OpCodes.Stloc, copy);
            }
        }

        for (int i = 0; i < _copies.Length; i++)
        {
            if (_copies[i] is { } copy) _il.Emit(OpCodes.Ldloc, copy);
            else _il.Emit(OpCodes.Ldarg, Method.Parameters[i]);
        }

        _il.Emit(OpCodes.Call, _kernel);
        if (result is not null) _il.Emit(OpCodes.Stloc, result);
        else if (Method.ReturnType.FullName != "System.Void") _il.Emit(OpCodes.Pop);
    }

    // A matrix over a copy of its floats; one of small numbers as it is.
    private void Matrix(ParameterDefinition parameter, VariableDefinition copy)
    {
        TypeDefinition type = parameter.ParameterType.Resolve();
        MethodDefinition ofFloats = type.Methods.Single(method => method.Name == "op_Implicit" && method.Parameters[0].ParameterType is GenericInstanceType { ElementType.Name: "ReadOnlySpan`1" });
        Instruction small = _il.Create(OpCodes.Ldarg, parameter), store = _il.Create(OpCodes.Stloc, copy);
        _il.Emit(OpCodes.Ldarga, parameter);
        _il.Emit(OpCodes.Call, type.Methods.Single(method => method.Name == "get_Small"));
        _il.Emit(OpCodes.Brtrue, small);
        Call(nameof(FencedCall.Read), _module.TypeSystem.Single, () =>
        {
            _il.Emit(OpCodes.Ldarga, parameter);
            _il.Emit(OpCodes.Call, type.Methods.Single(method => method.Name == "get_Floats"));
        });
        _il.Emit(OpCodes.Call, ofFloats);
        _il.Emit(OpCodes.Br, store);
        _il.Append(small);
        _il.Append(store);
    }

    private void CheckGuards(MethodDefinition current, VariableDefinition guards, string name)
    {
        _il.Emit(OpCodes.Call, current);
        _il.Emit(OpCodes.Ldloc, guards);
        _il.Emit(OpCodes.Ldstr, name);
        _il.Emit(OpCodes.Callvirt, current.DeclaringType.Methods.Single(method => method.Name == "CheckGuards"));
    }

    private void ForEachWritten(Action<int, TypeReference> action)
    {
        for (int i = 0; i < _copies.Length; i++)
        {
            TypeReference type = Method.Parameters[i].ParameterType;
            if (_copies[i] is not null && IsWritten(type)) action(i, Element(type));
        }
    }

    private void Call(string member, TypeReference element, Action arguments)
    {
        _il.Emit(OpCodes.Ldloc, _call);
        arguments();
        GenericInstanceMethod method = new(Member(member));
        method.GenericArguments.Add(element);
        _il.Emit(OpCodes.Call, method);
    }

    private MethodReference Member(string name) => _module.ImportReference(typeof(FencedCall).GetMethod(name));

    private static TypeReference Element(TypeReference span) => ((GenericInstanceType)span).GenericArguments[0];

    private VariableDefinition Local(TypeReference type)
    {
        VariableDefinition local = new(type);
        Method.Body.Variables.Add(local);
        return local;
    }

    private TypeReference Mine(TypeReference type) => type is GenericParameter { Type: GenericParameterType.Method } parameter ? Method.GenericParameters[parameter.Position] : type;

    private MethodReference Called(MethodDefinition kernel)
    {
        if (!kernel.HasGenericParameters)
        {
            return kernel;
        }

        GenericInstanceMethod instance = new(kernel);
        foreach (GenericParameter parameter in Method.GenericParameters)
        {
            instance.GenericArguments.Add(parameter);
        }

        return instance;
    }
}
