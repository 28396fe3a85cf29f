using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Bantam.Execution;
using Bantam.Graphs;
using Bantam.Plans;
using Bantam.Targets.Cpu;
using Bantam.Tensors;
using Bantam.Training.Data;
using Bantam.Training.Layers;
using Bantam.Training.Losses;
using Bantam.Training.Optimizers;
using Bantam.Training.Randomness;
using Bantam.Training.Running;
using Bantam.Training.Steps;

namespace Bantam.Training.Reinforcement;

/// <summary>
/// An agent that learns by deep Q-learning (V. Mnih et al., 2015): a network says of each action what it will be worth, ε-greedy acting
/// makes experience, of which batches are drawn from a replay memory, and a target network that follows from time to time keeps what is
/// learned towards still. By default it is double Q-learning (H. van Hasselt et al., 2016). Names and defaults are those of
/// Stable-Baselines3's <c>DQN</c> where it has them. Equal seeds give equal agents.
/// </summary>
[RequiresDynamicCode("Emits IL, which ahead-of-time compiled apps cannot run.")]
public sealed class DeepQLearning
{
    private readonly Model _target;
    private readonly Optimizer _optimizer;
    private readonly int _size;
    private readonly TrainingState _state = new();
    private (StateMemory Memory, Session Acting, Session Learning, ReplayMemory Replay)? _made;
    private RandomStream _random;

    /// <summary>An agent that has learned nothing.</summary>
    /// <param name="network">
    /// Makes the network: from an observation to a number for each action. It is called twice, for the network and its target.
    /// </param>
    /// <param name="observation">The shape of an observation.</param>
    /// <param name="actions">How many actions there are.</param>
    /// <param name="optimizer">The optimizer.</param>
    /// <exception cref="ShapeException">The network gives something else, or cannot take an observation.</exception>
    public DeepQLearning(Func<Model> network, Shape observation, int actions, Optimizer optimizer)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(observation);
        _optimizer = optimizer ?? throw new ArgumentNullException(nameof(optimizer));
        (Actions, _size) = (Hyperparameter.AtLeast(1, actions, nameof(actions)), observation.ElementCount);
        (Model, _target) = (Made(), Made());
        if (ReferenceEquals(Model, _target))
            throw new ArgumentException("The function must make a new network each time; it gave the same one twice.", nameof(network));

        Model Made()
        {
            var model = network();
            model.Build([new Field(QStep.Observation, ElementType.Float, observation)]);
            var output = model.Trace(1).Outputs[0].Type.Shape;
            return output.Equals(Shape.Of(1, actions)) ? model
                : throw new ShapeException(
                    $"The network must give a number for each of {actions} actions, [batch,{actions}]; it gives {output}.");
        }
    }

    /// <summary>The network; it has what was learned after <see cref="Learn"/> or <see cref="Store"/>.</summary>
    public Model Model { get; }

    /// <summary>How many actions there are.</summary>
    public int Actions { get; }

    /// <summary>γ: what a reward of the next step is worth now.</summary>
    public float Discount { get; init => field = Hyperparameter.Share(value, nameof(Discount)); } = 0.99f;

    /// <summary>Whether the network itself says which action is best next, and the target network only what that is worth.</summary>
    public bool IsDouble { get; init; } = true;

    /// <summary>What is minimized of the distance; the Huber loss by default.</summary>
    public Loss Loss { get; init => field = value ?? throw new ArgumentNullException(nameof(Loss)); } = new Huber();

    /// <summary>How many transitions the replay memory keeps.</summary>
    public int BufferSize { get; init => field = Hyperparameter.AtLeast(1, value, nameof(BufferSize)); } = 100_000;

    /// <summary>How many transitions there are before it learns from the first batch.</summary>
    public int LearningStarts { get; init => field = Hyperparameter.AtLeast(0, value, nameof(LearningStarts)); } = 100;

    /// <summary>Transitions in a batch.</summary>
    public int BatchSize { get; init => field = Hyperparameter.AtLeast(1, value, nameof(BatchSize)); } = 32;

    /// <summary>After how many steps it learns.</summary>
    public int TrainFrequency { get; init => field = Hyperparameter.AtLeast(1, value, nameof(TrainFrequency)); } = 4;

    /// <summary>From how many batches it learns then.</summary>
    public int GradientSteps { get; init => field = Hyperparameter.AtLeast(1, value, nameof(GradientSteps)); } = 1;

    /// <summary>After how many steps the target network becomes the network.</summary>
    public int TargetUpdateInterval { get; init => field = Hyperparameter.AtLeast(1, value, nameof(TargetUpdateInterval)); } = 10_000;

    /// <summary>ε at first: how many of the actions are random.</summary>
    public double ExplorationInitial { get; init => field = Hyperparameter.Share(value, nameof(ExplorationInitial)); } = 1;

    /// <summary>ε in the end.</summary>
    public double ExplorationFinal { get; init => field = Hyperparameter.Share(value, nameof(ExplorationFinal)); } = 0.05;

    /// <summary>Over how many steps ε falls, along a line.</summary>
    public int ExplorationSteps { get; init => field = Hyperparameter.AtLeast(1, value, nameof(ExplorationSteps)); } = 10_000;

    /// <summary>The seed of the actions and the draws. That of the weights is the network's.</summary>
    public uint Seed { get; init => _random = new RandomStream(field = value, 0x50); }

    /// <summary>How many steps it has made.</summary>
    public long Steps { get; private set; }

    /// <summary>How many of the actions are random at present.</summary>
    public double Epsilon => double.Lerp(ExplorationInitial, ExplorationFinal, Math.Min(1, (double)Steps / ExplorationSteps));

    /// <summary>The action that it finds best.</summary>
    /// <exception cref="ArgumentException">The observation has another size.</exception>
    public int Best(ReadOnlySpan<float> observation)
    {
        var session = Made().Acting;
        var input = session.Input<float>(QStep.Observation);
        if (observation.Length != input.Length)
            throw new ArgumentException(
                $"An observation has {input.Length} numbers; this one has {observation.Length}.", nameof(observation));
        observation.CopyTo(input);
        session.Run();
        var values = session.Output<float>(Model.OutputNames[0]);
        var best = 0;
        for (var i = 1; i < values.Length; i++)
            if (values[i] > values[best]) best = i;
        return best;
    }

    /// <summary>An action: a random one with the probability <see cref="Epsilon"/>, else the best.</summary>
    public int Act(ReadOnlySpan<float> observation) =>
        _random.NextUniform() < Epsilon ? _random.NextInteger(Actions) : Best(observation);

    /// <summary>Keeps what came of an action, and learns where it is time to.</summary>
    /// <param name="observation">What was seen.</param>
    /// <param name="action">What was done.</param>
    /// <param name="step">What came of it.</param>
    /// <returns>The loss of the last batch that it learned from; null where it learned from none.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such action.</exception>
    /// <exception cref="TrainingException">The loss is no longer a finite number.</exception>
    public float? Observe(ReadOnlySpan<float> observation, int action, EnvironmentStep step)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)action, (uint)Actions, nameof(action));
        var made = Made();
        made.Replay.Add(observation, action, step.Reward, step.Observation, step.IsTerminated);
        Steps++;
        if (Steps % TargetUpdateInterval == 0) UpdateTarget(made.Memory);
        if (Steps <= LearningStarts || Steps % TrainFrequency != 0) return null;
        var loss = 0f;
        for (var i = 0; i < GradientSteps; i++) loss = LearnBatch(made.Memory, made.Learning, made.Replay);
        return loss;
    }

    /// <summary>Acts and learns.</summary>
    /// <param name="environment">What it acts in; an episode begins.</param>
    /// <param name="steps">How many steps it makes.</param>
    /// <param name="progress">Receives each episode that has ended.</param>
    /// <param name="cancellationToken">Stops it between two steps; what was learned is kept.</param>
    /// <returns>The episodes that have ended.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public IReadOnlyList<Episode> Learn(
        IEnvironment environment, int steps, IProgress<Episode>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(environment);
        var episodes = new List<Episode>();
        var (observation, length, reward) = (environment.Reset(), 0, 0.0);
        try
        {
            for (var i = 0; i < steps; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var action = Act(observation);
                var step = environment.Step(action);
                Observe(observation, action, step);
                (observation, length, reward) = (step.Observation, length + 1, reward + step.Reward);
                if (!step.IsTerminated && !step.IsTruncated) continue;
                episodes.Add(new Episode(length, reward, Steps, Epsilon));
                progress?.Report(episodes[^1]);
                (observation, length, reward) = (environment.Reset(), 0, 0);
            }
        }
        finally
        {
            Store();
        }

        return episodes;
    }

    /// <summary>Acts through an episode as well as it can, and learns nothing.</summary>
    /// <param name="environment">What it acts in.</param>
    /// <param name="mostSteps">After how many steps it stops in any case.</param>
    /// <param name="choose">What chooses the actions; null for the best.</param>
    public Episode Play(IEnvironment environment, int mostSteps = 10_000, Func<float[], int>? choose = null)
    {
        ArgumentNullException.ThrowIfNull(environment);
        var (observation, reward) = (environment.Reset(), 0.0);
        for (var length = 1; ; length++)
        {
            var step = environment.Step(choose?.Invoke(observation) ?? Best(observation));
            (observation, reward) = (step.Observation, reward + step.Reward);
            if (step.IsTerminated || step.IsTruncated || length == mostSteps) return new Episode(length, reward, Steps, Epsilon);
        }
    }

    /// <summary>Gives <see cref="Model"/> what was learned.</summary>
    public void Store() => Made().Memory.Store();

    /// <summary>Takes the values that the variables of <see cref="Model"/> have, as those of a file.</summary>
    public void Load()
    {
        var memory = Made().Memory;
        memory.Load();
        UpdateTarget(memory);
    }

    private float LearnBatch(StateMemory memory, Session session, ReplayMemory replay)
    {
        replay.Sample(
            session.Input<float>(QStep.Observation), session.Input<int>(QStep.Action), session.Input<float>(QStep.Reward),
            session.Input<float>(QStep.Next), session.Input<float>(QStep.GoesOn));
        var rate = _optimizer.RateAt(MemoryMarshal.Read<int>(memory[_state.Step]));
        MemoryMarshal.Write(memory[_state.LearningRate], rate);
        session.Run();
        var loss = session.Output<float>(QStep.Loss)[0];
        return float.IsFinite(loss) ? loss : throw new TrainingException(
            $"step {Steps}: the loss must be a finite number; it is {loss} at a learning rate of {rate}. Lower the learning rate, or look "
            + "for extreme rewards.");
    }

    private void UpdateTarget(StateMemory memory)
    {
        foreach (var (from, to) in Model.Variables.Zip(_target.Variables)) memory[from].CopyTo(memory[to]);
    }

    private (StateMemory Memory, Session Acting, Session Learning, ReplayMemory Replay) Made()
    {
        if (_made is { } made) return made;
        var step = QStep.Build(Model, _target, BatchSize, Loss, _optimizer, _state, Discount, IsDouble);
        BitConverter.TryWriteBytes(_state.Seed.Value.Bytes, Seed);
        var layout = new StateLayout([.. Model.Variables, .. _target.Variables, .. step.Variables, .. _state.Variables]);
        var memory = new StateMemory(layout);
        UpdateTarget(memory);
        _made = made = (
            memory, new Session(CpuPlanner.Plan(Model.Trace(1), CpuTargets.Best, layout), memory),
            new Session(CpuPlanner.Plan(step, CpuTargets.Best, layout), memory), new ReplayMemory(BufferSize, _size, Seed));
        return made;
    }
}
