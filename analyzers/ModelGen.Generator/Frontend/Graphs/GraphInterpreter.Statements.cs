using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ModelGen.Generator.Frontend.Graphs;

/// <summary>Statements.</summary>
internal sealed partial class GraphInterpreter
{
    /// <summary>How control goes on behind a statement.</summary>
    private enum Flow
    {
        Next,
        Break,
        Continue,
        Return,
    }

    private Flow Execute(IOperation statement)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        Count(statement);
        switch (statement)
        {
            case IMethodBodyOperation body:
                return Execute(body.BlockBody ?? body.ExpressionBody ?? throw Unreadable(statement, "give it a body"));
            case IBlockOperation block:
                return Inside(() => Block(block));
            case ILocalFunctionOperation or IEmptyOperation:
                return Flow.Next;
            case IVariableDeclarationGroupOperation group:
                Declare(group);
                return Flow.Next;
            case IExpressionStatementOperation expression:
                GraphValue result = Evaluate(expression.Operation);
                recorder.Gave(statement.Syntax, expression.Operation is IAssignmentOperation ? result : null);
                return Flow.Next;
            case IReturnOperation { ReturnedValue: { } value }:
                _returned = Evaluate(value);
                recorder.Gave(statement.Syntax, _returned);
                return Flow.Return;
            case IReturnOperation:
                return Flow.Return;
            case IConditionalOperation choice:
                return IsTrue(choice.Condition) ? Execute(choice.WhenTrue) : choice.WhenFalse is { } otherwise ? Execute(otherwise) : Flow.Next;
            case IForLoopOperation loop:
                return Loop(loop, () => Inside(() => For(loop)));
            case IForEachLoopOperation loop:
                return Loop(loop, () => ForEach(loop));
            case ISwitchOperation choice:
                return Switch(choice);
            case IBranchOperation { BranchKind: BranchKind.Break }:
                return Flow.Break;
            case IBranchOperation { BranchKind: BranchKind.Continue }:
                return Flow.Continue;
            case IWhileLoopOperation:
                throw Stop(statement, "'while' cannot be read; write a 'for' whose bounds are constants");
            default:
                throw Unreadable(statement, "write declarations, assignments, calls, 'if', 'for', 'foreach', 'switch' and 'return'");
        }
    }

    /// <summary>With variables of its own, as a lambda may keep those of one turn of a loop.</summary>
    private Flow Inside(Func<Flow> statement)
    {
        Variables outer = _variables;
        _variables = new(outer);
        try
        {
            return statement();
        }
        finally
        {
            _variables = outer;
        }
    }

    private Flow Loop(IOperation loop, Func<Flow> turns)
    {
        _loops.Push(loop);
        Flow flow = turns();
        _loops.Pop();
        return flow;
    }

    private Flow Block(IBlockOperation block)
    {
        foreach (ILocalFunctionOperation function in block.Operations.OfType<ILocalFunctionOperation>())
        {
            if (function.Body is { } body)
            {
                _variables.Declare(function.Symbol, new FunctionValue(function.Symbol, body, _variables));
            }
        }

        foreach (IOperation statement in block.Operations)
        {
            if (Execute(statement) is not Flow.Next and var flow)
            {
                return flow;
            }
        }

        return Flow.Next;
    }

    private void Declare(IVariableDeclarationGroupOperation group)
    {
        List<GraphValue> values = [];
        foreach (IVariableDeclaratorOperation variable in group.Declarations.SelectMany(declaration => declaration.Declarators))
        {
            if (variable.Initializer?.Value is { } value)
            {
                values.Add(Typed(value, variable.Symbol.Type, Evaluate(value, variable.Symbol.Name)));
                _variables.Declare(variable.Symbol, values[values.Count - 1]);
            }
        }

        recorder.Gave(group.Syntax, values.Count == 1 ? values[0] : new ListValue(values));
    }

    private Flow For(IForLoopOperation loop)
    {
        foreach (IOperation before in loop.Before)
        {
            Execute(before);
        }

        while (loop.Condition is null || IsTrue(loop.Condition))
        {
            Flow flow = Execute(loop.Body);
            if (flow is Flow.Return or Flow.Break)
            {
                return flow == Flow.Return ? flow : Flow.Next;
            }

            foreach (IOperation step in loop.AtLoopBottom)
            {
                Execute(step);
            }
        }

        return Flow.Next;
    }

    private Flow ForEach(IForEachLoopOperation loop)
    {
        List<GraphValue> items = Evaluate(loop.Collection) is ListValue list ? List(loop, list.Items).Items : throw Unreadable(loop.Collection, "'foreach' goes over an array or a list of constants or symbols");
        foreach (GraphValue item in items)
        {
            Flow flow = Inside(() => Turn(loop, item));
            if (flow is Flow.Return or Flow.Break)
            {
                return flow == Flow.Return ? flow : Flow.Next;
            }
        }

        return Flow.Next;
    }

    private Flow Turn(IForEachLoopOperation loop, GraphValue item)
    {
        if (loop.LoopControlVariable is IVariableDeclaratorOperation variable)
        {
            _variables.Declare(variable.Symbol, Typed(loop.Collection, variable.Symbol.Type, item));
        }
        else
        {
            Assign(loop.LoopControlVariable, item);
        }

        return Execute(loop.Body);
    }

    private Flow Switch(ISwitchOperation choice)
    {
        GraphValue value = Evaluate(choice.Value);
        ISwitchCaseOperation? found = choice.Cases.FirstOrDefault(section => section.Clauses.Any(clause => Takes(clause, value)))
            ?? choice.Cases.FirstOrDefault(section => section.Clauses.Any(clause => clause is IDefaultCaseClauseOperation));
        foreach (IOperation statement in found?.Body.AsEnumerable() ?? [])
        {
            if (Execute(statement) is not Flow.Next and var flow)
            {
                return flow == Flow.Break ? Flow.Next : flow;
            }
        }

        return Flow.Next;
    }

    private bool Takes(ICaseClauseOperation clause, GraphValue value) => clause switch
    {
        IDefaultCaseClauseOperation => false,
        ISingleValueCaseClauseOperation single when value is ConstantValue constant => ConstantArithmetic.AreEqual(Constant(single.Value), constant.Value),
        IPatternCaseClauseOperation matching => Matches(matching.Pattern, value) && (matching.Guard is null || IsTrue(matching.Guard)),
        _ => throw Unreadable(clause, "a value of the graph is not known while compiling; for a choice by values take Where(mask, a, b)"),
    };

    private GraphValue Own(IOperation place, GraphValue value) => value is ListValue { IsFixed: true }
        ? throw Unreadable(place, "a field holds what is written where it is declared: copy it to a local ([.. Field]) and change that")
        : value;

    /// <summary>What stands on the left of an assignment gets a value.</summary>
    /// <returns>As it holds it.</returns>
    private GraphValue Assign(IOperation target, GraphValue value)
    {
        value = target is ITupleOperation ? value : Typed(target, target.Type, value);
        switch (target)
        {
            case ILocalReferenceOperation local:
                _variables.Set(local.Local, value);
                break;
            case IParameterReferenceOperation parameter:
                _variables.Set(parameter.Parameter, value);
                break;
            case IDeclarationExpressionOperation declaration:
                Assign(declaration.Expression, value);
                break;
            case IDiscardOperation:
                break;
            case ITupleOperation tuple when value is ListValue list && list.Items.Count == tuple.Elements.Length:
                for (int i = 0; i < tuple.Elements.Length; i++)
                {
                    Assign(tuple.Elements[i], list.Items[i]);
                }

                break;
            case IArrayElementReferenceOperation { Indices.Length: 1 } element:
                (List<GraphValue> items, int index) = Element(element, Own(element, Evaluate(element.ArrayReference)), element.Indices[0]);
                items[index] = value;
                break;
            case IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } instance, Arguments.Length: 1 } indexer:
                (List<GraphValue> list2, int place) = Element(indexer, Own(indexer, Evaluate(instance)), indexer.Arguments[0].Value);
                list2[place] = value;
                break;
            case IImplicitIndexerReferenceOperation indexer:
                (List<GraphValue> all, int at) = Element(indexer, Own(indexer, Evaluate(indexer.Instance)), indexer.Argument);
                all[at] = value;
                break;
            case IFieldReferenceOperation or IPropertyReferenceOperation:
                throw Unreadable(target, "a value of a graph lives in locals: declare one");
            default:
                throw Unreadable(target, "assign to a local");
        }

        return value;
    }
}
