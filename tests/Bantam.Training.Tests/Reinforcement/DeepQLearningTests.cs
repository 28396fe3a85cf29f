using Bantam.Tensors;
using Bantam.Training.Layers;
using Bantam.Training.Losses;
using Bantam.Training.Optimizers;
using Bantam.Training.Reinforcement;

namespace Bantam.Training.Tests.Reinforcement;

public sealed class DeepQLearningTests
{
    private static readonly float[] Values = [.. Enumerable.Range(0, Corridor.Length - 1).Select(Worth)];

    [Theory, InlineData(true), InlineData(false)]
    public void It_finds_the_way_and_what_each_place_is_worth(bool isDouble)
    {
        var agent = Agent(isDouble);
        agent.Learn(new Corridor(), 3000, cancellationToken: TestContext.Current.CancellationToken);
        for (var place = 0; place < Values.Length; place++)
        {
            Assert.Equal(1, agent.Best(Corridor.Seen(place)));
            var value = agent.Model.Predict(Tensor.From(Corridor.Seen(place), 1, Corridor.Length)).ToArray<float>().Max();
            Assert.Equal(Values[place], value, 0.03);
        }

        Assert.Equal(Corridor.Length - 1, agent.Play(new Corridor()).Steps);
    }

    [Fact]
    public void Equal_seeds_give_equal_agents_and_others_do_not()
    {
        Assert.Equal(Weights(1), Weights(1));
        Assert.NotEqual(Weights(1), Weights(2));

        static byte[][] Weights(uint seed)
        {
            var agent = Agent(true, seed);
            agent.Learn(new Corridor(), 600, cancellationToken: TestContext.Current.CancellationToken);
            return [.. agent.Model.Variables.Select(v => v.Value.Bytes.ToArray())];
        }
    }

    /// <summary>One step by hand: a linear network without a bias, plain descent, the squared error.</summary>
    [Theory, InlineData(true), InlineData(false)]
    public void A_step_moves_the_value_of_the_action_towards_the_reward_and_the_value_of_the_next_place(bool isDouble)
    {
        var agent = new DeepQLearning(
            () => new Sequential(new Dense(2, useBias: false)), Shape.Of(2), actions: 2, new SGD(0.5f))
        {
            BatchSize = 1, LearningStarts = 0, TrainFrequency = 1, Loss = new MeanSquaredError(), Discount = 0.5f, IsDouble = isDouble,
            TargetUpdateInterval = 2,
        };
        var kernel = agent.Model.Variables.Single().Value;
        ((float[])[1, 2, 3, 5]).CopyTo(kernel.Span<float>());
        agent.Load();

        // In the second place the second action is worth 5, so the first action in the first place moves from 1 towards 1 + 5 / 2.
        agent.Observe([1, 0], 0, new EnvironmentStep([0, 1], 1, IsTerminated: false));
        agent.Store();
        Assert.Equal([1 + (0.5f * 2 * (3.5f - 1)), 2, 3, 5], kernel.ToArray<float>());

        // At the end there is nothing behind the reward. The memory has two transitions by now, of which one is drawn.
        agent.Observe([1, 0], 1, new EnvironmentStep([0, 1], 4, IsTerminated: true));
        agent.Store();
        Assert.Contains(kernel.Span<float>()[1], (float[])[2, 2 + (0.5f * 2 * (4 - 2))]);
    }

    [Fact]
    public void Actions_are_random_at_first_and_seldom_in_the_end()
    {
        var agent = Agent(true);
        Assert.Equal(1, agent.Epsilon);
        agent.Learn(new Corridor(), 1000, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(0.05, agent.Epsilon, 1e-9);
        Assert.Equal(1000, agent.Steps);
    }

    [Fact]
    public void Networks_that_do_not_fit_are_refused()
    {
        var error = Assert.Throws<ShapeException>(
            () => new DeepQLearning(() => new Sequential(new Dense(3)), Shape.Of(4), actions: 2, new Adam()));
        Assert.Contains("[batch,2]", error.Message, StringComparison.Ordinal);
        var same = new Sequential(new Dense(2));
        Assert.Throws<ArgumentException>(() => new DeepQLearning(() => same, Shape.Of(4), actions: 2, new Adam()));
        Assert.Throws<ArgumentException>(() => Agent(true).Best([1, 2]));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => Agent(true).Observe(Corridor.Seen(0), 2, new EnvironmentStep(Corridor.Seen(1), 0, false)));
    }

    [Fact]
    public void A_memory_keeps_the_last_transitions()
    {
        var memory = new ReplayMemory(capacity: 3, observationSize: 1, seed: 1);
        Assert.Throws<InvalidOperationException>(() => memory.Sample(new float[1], new int[1], new float[1], new float[1], new float[1]));
        for (var i = 0; i < 5; i++) memory.Add([i], i, i * 10, [i + 1], isTerminated: i == 4);
        Assert.Equal(3, memory.Count);
        var (seen, actions, rewards, next, goesOn) = (new float[60], new int[60], new float[60], new float[60], new float[60]);
        memory.Sample(seen, actions, rewards, next, goesOn);
        Assert.Equal([2, 3, 4], actions.Distinct().Order());
        for (var i = 0; i < 60; i++)
            Assert.Equal(
                ((float)actions[i], actions[i] * 10f, actions[i] + 1f, actions[i] == 4 ? 0f : 1f),
                (seen[i], rewards[i], next[i], goesOn[i]));
    }

    private static float Worth(int place)
    {
        var worth = 1f;
        for (var i = Corridor.Length - 3; i >= place; i--) worth = (worth * 0.9f) - 0.01f;
        return worth;
    }

    private static DeepQLearning Agent(bool isDouble, uint seed = 1) => new(
        () => new Sequential(new Dense(24, activation: Activations.Relu), new Dense(2)) { Seed = seed }, Shape.Of(Corridor.Length),
        actions: 2, new Adam(3e-3f))
    {
        Discount = 0.9f, IsDouble = isDouble, LearningStarts = 50, TrainFrequency = 1, TargetUpdateInterval = 50, ExplorationSteps = 1000,
        Seed = seed,
    };
}
