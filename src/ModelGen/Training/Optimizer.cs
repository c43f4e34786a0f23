using System;
using System.Collections.Generic;
using ModelGen.Cpu;

namespace ModelGen.Training;

/// <summary>Updates a model's parameters from their gradients.</summary>
/// <remarks>Make it after the model: it allocates state for the parameters that the store has then.</remarks>
public abstract class Optimizer
{
    private readonly List<OptimizerState> _states = [];
    private readonly OptimizerTask[] _tasks;
    private readonly ThreadTeam _team;

    /// <summary>Plans the work; called by optimizers.</summary>
    /// <param name="store">The parameters to update.</param>
    /// <param name="learningRate">The learning rate, until a schedule changes it.</param>
    /// <param name="weightDecay">The weight decay, 0 for none.</param>
    /// <param name="decays">Which parameters decay, asked once here; null: all.</param>
    /// <param name="team">The threads; null: the shared team.</param>
    /// <param name="groups">Parameters with settings of their own; null: none.</param>
    private protected Optimizer(ParameterStore store, float learningRate, float weightDecay, Func<Parameter, bool>? decays, ThreadTeam? team, IReadOnlyList<ParameterGroup>? groups)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentOutOfRangeException.ThrowIfNegative(weightDecay);
        Store = store;
        LearningRate = learningRate;
        WeightDecay = weightDecay;
        _team = team ?? ThreadTeam.Shared;
        _tasks = OptimizerPlan.Make(store, weightDecay, decays, groups);
    }

    /// <summary>The parameters.</summary>
    public ParameterStore Store { get; }

    /// <summary>The learning rate of the next step.</summary>
    public float LearningRate { get; set; }

    /// <summary>The weight decay.</summary>
    public float WeightDecay { get; }

    /// <summary>How many steps were taken: Adam's t.</summary>
    public long Steps { get; internal set; }

    /// <summary>What the optimizer remembers, saved in checkpoints.</summary>
    public IReadOnlyList<OptimizerState> States => _states;

    /// <summary>Matrices decay, vectors (biases, gains of norms) do not: a filter for the constructors of optimizers.</summary>
    public static bool MatricesOnly(Parameter parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        return parameter.Shape.Length >= 2;
    }

    /// <summary>Updates all parameters once. Allocates nothing.</summary>
    /// <param name="gradientScale">A factor for all gradients: clipping, or 1 / batches when accumulating.</param>
    /// <param name="clearGradients">Whether the gradients are 0 afterwards; cheaper here than in a pass of its own.</param>
    public void Step(float gradientScale = 1, bool clearGradients = false)
    {
        Steps++;
        Update(gradientScale, clearGradients);
    }

    private protected abstract void Update(float gradientScale, bool clearGradients);

    private protected OptimizerState AddState(string name)
    {
        OptimizerState state = new(name, Store);
        _states.Add(state);
        return state;
    }

    /// <summary>One pass over memory by the optimizer's formula.</summary>
    private protected void Apply<TRule>(TRule rule, float gradientScale, bool clearGradients)
        where TRule : struct, IUpdateRule =>
        OptimizerKernels.Update(_team, _tasks, rule, Store.Values, Store.Gradients, State(0), State(1), State(2), gradientScale, clearGradients);

    private Span<float> State(int index) => index < _states.Count ? _states[index].Values : [];
}
