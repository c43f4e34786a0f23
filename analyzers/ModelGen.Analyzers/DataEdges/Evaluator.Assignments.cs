using System;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Analyzers.DataEdges.Collections;
using ModelGen.Analyzers.DataEdges.Values;

namespace ModelGen.Analyzers.DataEdges;

/// <content>What is written, and where it goes.</content>
internal sealed partial class Evaluator
{
    /// <summary>Says what an assignment gives to its place.</summary>
    public void Note(SyntaxNode place, Value? value) => note?.Invoke(place, value);

    /// <summary>Another state of the object or collection that an expression stands for, where that is a local or the object whose code runs.</summary>
    public void Change(IOperation? place, Func<Value?, Value?> change)
    {
        switch (place)
        {
            case IFlowCaptureReferenceOperation reference:
                Value? held = change(Facts[reference.Id]);
                Facts = Facts.With(reference.Id, held);
                if (Locals.Of(captured(reference.Id)) is { } named)
                {
                    Set(named, held);
                }

                break;
            case IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance }:
                Facts = Facts.With(Facts.This, change(Facts[Facts.This]));
                break;
            case IConversionOperation conversion:
                Change(conversion.Operand, change);
                break;
            case IPropertyReferenceOperation when Channels.Behind(place) is { } channel:
                Change(channel, change);
                break;
            case IMemberReferenceOperation { Instance: { } owner, Member: var member } when frame.IsConstructor:
                Change(owner, value => value is ObjectValue whole ? whole.With(member, change(whole[member])) : value);
                break;
            default:
                if (Locals.Of(place) is { } local)
                {
                    Set(local, change(Facts[local]));
                }

                break;
        }
    }

    /// <summary>The key by which something is put into a dictionary, where looking at it again does nothing.</summary>
    public Value? Key(IPropertyReferenceOperation indexed) =>
        indexed.Arguments.Length == 1 && indexed.Arguments[0].Value is { } key && (key.ConstantValue.HasValue || Locals.Of(key) is not null || key is IFlowCaptureReferenceOperation) ? Evaluate(key) : null;

    private Value? Assign(ISimpleAssignmentOperation assignment)
    {
        IOperation target = assignment.Target is IFlowCaptureReferenceOperation reference ? captured(reference.Id) ?? reference : assignment.Target;
        ISymbol? local = Locals.Of(target);
        if (local is null && target == assignment.Target)
        {
            foreach (IOperation child in target.ChildOperations)
            {
                Evaluate(child);
            }
        }

        Value? value = Evaluate(assignment.Value);
        Note(assignment.Syntax, value);
        if (local is not null)
        {
            Set(local, value);
        }
        else
        {
            Objects.Assign(target, value, this); // also of x ?? throw, for which the graph holds the place in a capture
        }

        return value;
    }

    private Value? Handle(IEventAssignmentOperation added)
    {
        Note(added.Syntax, Evaluate(added.HandlerValue));
        return null;
    }

    private Value? Deconstruct(IDeconstructionAssignmentOperation parts)
    {
        IOperation target = parts.Target is IDeclarationExpressionOperation declaration ? declaration.Expression : parts.Target;
        Value? value = Objects.Parts(parts, Evaluate(parts.Value), this);
        Note(parts.Syntax, value);
        Give(target, value);
        return value;
    }

    private void Give(IOperation target, Value? value)
    {
        if (target is IDeclarationExpressionOperation declaration)
        {
            Give(declaration.Expression, value);
        }
        else if (target is ITupleOperation tuple)
        {
            for (int i = 0; i < tuple.Elements.Length; i++)
            {
                Give(tuple.Elements[i], (value as TupleValue)?[i]);
            }
        }
        else if (Local(target) is { } local)
        {
            Set(local, value);
        }
        else
        {
            Objects.Assign(target, value, this);
        }
    }

    /// <summary><c>x /= 255f</c> leaves a tensor its shape.</summary>
    private Value? Scaled(ICompoundAssignmentOperation change)
    {
        Value? value = TensorAlgebra.New(Evaluate(change.Target));
        Evaluate(change.Value);
        Forget(change.Target);
        if (value is TensorValue && Locals.Of(change.Target) is { } local)
        {
            Set(local, value);
        }

        return value;
    }

    private void Forget(IOperation target)
    {
        foreach (IOperation place in Locals.Targets(target))
        {
            if (Local(place) is { } local)
            {
                Facts = Facts.With(local, null);
            }
            else
            {
                Objects.Assign(place, null, this);
            }
        }
    }

    private ISymbol? Local(IOperation place) => Locals.Of(place is IFlowCaptureReferenceOperation reference ? captured(reference.Id) : place);

    private void Set(ISymbol local, Value? value) => Facts = Facts.With(local, frame.Locals.IsTracked(local) ? value : null);
}
