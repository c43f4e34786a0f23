using System;
using System.Collections.Generic;
using System.Globalization;
using ModelGen.Cpu;

namespace ModelGen.Training;

/// <summary>Updates a model's parameters from their gradients.</summary>
/// <remarks>Make it after the model: it allocates state for the parameters that the store has then.</remarks>
public abstract class Optimizer
{
    private readonly List<OptimizerState> _states = [];
    private readonly OptimizerPlan _plan;
    private readonly NormReduction _norm = new();
    private readonly MagnitudeReduction _magnitude = new();
    private readonly ThreadTeam _team;
    private ForeseenNumber _foreseen;
    private float _learningRate;

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
        (Store, WeightDecay) = (store, Positive.OrZero(weightDecay));
        LearningRate = Positive.OrZero(learningRate);
        _team = team ?? ThreadTeam.Shared;
        _plan = new OptimizerPlan(store, weightDecay, decays, groups);
    }

    /// <summary>The parameters.</summary>
    public ParameterStore Store { get; }

    /// <summary>The learning rate of the next step.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is below 0: a step would go uphill.</exception>
    public float LearningRate
    {
        get => _learningRate;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _learningRate = value;
        }
    }

    /// <summary>The weight decay.</summary>
    public float WeightDecay { get; }

    /// <summary>How many steps were taken: Adam's t.</summary>
    public long Steps { get; internal set; }

    /// <summary>What the optimizer remembers, saved in checkpoints.</summary>
    public IReadOnlyList<OptimizerState> States => _states;

    /// <summary>What it remembers as bytes, saved in checkpoints too.</summary>
    internal virtual IReadOnlyList<ByteState> ByteStates => [];

    /// <summary>Matrices decay, vectors (biases, gains of norms) do not: a filter for the constructors of optimizers.</summary>
    public static bool MatricesOnly(Parameter parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        return parameter.Shape.Length >= 2;
    }

    /// <summary>Updates all parameters that are not frozen once. Allocates nothing.</summary>
    /// <param name="gradientScale">A factor for all gradients: clipping, or 1 / batches when accumulating.</param>
    /// <param name="clearGradients">Whether the gradients are 0 afterwards; cheaper here than in a pass of its own.</param>
    /// <exception cref="TrainingDivergedException">A gradient or running statistic is no finite number, or the update would leave one; nothing has changed.</exception>
    public void Step(float gradientScale = 1, bool clearGradients = false)
    {
        Divergence? found = Divergence.FindBuffers(Store) is { Parameter: not null } damaged ? damaged : TryStep(gradientScale, clearGradients, norm: null);
        if (found is not { } divergence) return;
        string message = string.Create(CultureInfo.InvariantCulture,
            $"Step {Steps + 1} of {GetType().Name} would not leave finite numbers{divergence.Description}: lower the learning rate, clip gradients, or look for bad values in the data; nothing was updated");
        throw new TrainingDivergedException(message) { Step = Steps + 1, Parameter = divergence.Parameter };
    }

    /// <summary>The same; says what would not be finite instead of throwing.</summary>
    /// <param name="norm">The norm of the gradients before <paramref name="gradientScale"/>, if it is known.</param>
    /// <returns>Null: the step is done.</returns>
    internal Divergence? TryStep(float gradientScale, bool clearGradients, double? norm)
    {
        Store.DropFrozenGradients();
        double scale = Math.Abs(gradientScale);
        // No norm is above the largest magnitude times the root of the count: that bound nearly always suffices.
        bool isTame = _plan.IsTame(scale * (norm ?? (_magnitude.OfGradients(_team, Store.Segments) * Math.Sqrt(Store.Floats))), LearningRate);
        double size = isTame ? 0 : scale * (norm ?? _norm.OfGradients(_team, Store.Segments));
        if (!double.IsFinite(size)) return Divergence.Find(Store);
        Steps++;
        if (!isTame && !_plan.IsTame(size, LearningRate))
        {
            Update(new UpdatePass(gradientScale, clearGradients, IsTrial: true));
            if (_foreseen.Index >= 0)
            {
                Steps--;
                return Divergence.Foreseen(Store, _foreseen, _foreseen.State < 0 ? null : ByteStates.Count > 0 ? ByteStates[_foreseen.State].Name : _states[_foreseen.State].Name);
            }
        }

        Update(new UpdatePass(gradientScale, clearGradients, IsTrial: false));
        return null;
    }

    private protected abstract void Update(in UpdatePass pass);

    private protected OptimizerState AddState(string name)
    {
        OptimizerState state = new(name, Store);
        _states.Add(state);
        return state;
    }

    /// <summary>One pass over memory by the optimizer's formula.</summary>
    private protected void Apply<TRule>(TRule rule, in UpdatePass pass)
        where TRule : struct, IUpdateRule
    {
        for (int i = 0; i < Store.Segments.Count; i++)
        {
            StoreSegment segment = Store.Segments[i];
            if (!pass.IsTrial)
            {
                OptimizerKernels.Update(_team, _plan.Tasks[i], rule, segment.Values, segment.Gradients, State(0, i), State(1, i), State(2, i), pass.GradientScale, pass.ClearGradients);
                continue;
            }

            _foreseen = OptimizerKernels.Foresee(_team, _plan.Tasks[i], rule, segment.Values, segment.Gradients, State(0, i), State(1, i), State(2, i), pass.GradientScale) with { Segment = i };
            if (_foreseen.Index >= 0) return;
        }
    }

    /// <summary>The same with moments that are bytes.</summary>
    private protected void Apply<TRule>(ByteMoments moments, TRule rule, in UpdatePass pass)
        where TRule : struct, IUpdateRule
    {
        (OptimizerTask[] tasks, ByteTask[] places) = moments.Pieces(_plan);
        ForeseenNumber found = OptimizerKernels.Update(_team, tasks, places, Store, moments, rule, pass);
        if (pass.IsTrial) _foreseen = found;
    }

    private Span<float> State(int index, int segment) => index < _states.Count ? _states[index].Segment(segment) : [];
}
