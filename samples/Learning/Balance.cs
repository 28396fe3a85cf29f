using Bantam.Reports.Charts;
using Bantam.Training.Layers;
using Bantam.Training.Optimizers;
using Bantam.Training.Randomness;
using Bantam.Training.Reinforcement;
using static Bantam.Training.Layers.Activations;

namespace Bantam.Samples.Learning;

/// <summary>Deep Q-learning: an agent learns to balance a pole on a cart by pushing it left and right.</summary>
internal static class Balance
{
    private const int Trials = 20;

    public static Task<(double Agent, double Random)> RunAsync(SampleOptions options)
    {
        var game = new CartPole(options.Seed);
        var agent = new DeepQLearning(
            () => new Sequential(new Dense(128, activation: Relu), new Dense(128, activation: Relu), new Dense(2)) { Seed = options.Seed },
            game.Observation, game.Actions, new Adam(2e-3f))
        {
            BatchSize = 64, TrainFrequency = 256, GradientSteps = 128, LearningStarts = 1000, TargetUpdateInterval = 256,
            ExplorationSteps = 8000, ExplorationFinal = 0.04, Seed = options.Seed,
        };

        // The best of the agents on the way is kept: one that has not fallen for long forgets how to get up.
        var (episodes, best, kept) = (new List<Episode>(), 0.0, new Dictionary<string, byte[]>());
        for (var round = 0; round < (options.Epochs ?? 30) && best < CartPole.MostSteps; round++)
        {
            episodes.AddRange(agent.Learn(game, 1000));
            var mean = Enumerable.Range(0, 5).Average(_ => agent.Play(game).Reward);
            Console.WriteLine($"{agent.Steps} steps: it balances {mean:F0} steps");
            if (mean <= best) continue;
            best = mean;
            kept = agent.Model.Variables.ToDictionary(v => v.Name, v => v.Value.Bytes.ToArray());
        }

        foreach (var variable in agent.Model.Variables) kept[variable.Name].CopyTo(variable.Value.Bytes);
        agent.Load();
        var random = new RandomStream(options.Seed, 7);
        var (learned, guessed) = (Mean(null), Mean(_ => random.NextInteger(2)));
        Console.WriteLine($"The agent balances {learned:F0} steps of {CartPole.MostSteps} at most, a random one {guessed:F0}.");
        new LineChart(
            "Steps until the pole falls", "episode", new Series("episodes", episodes.Select(e => e.Reward)) { IsThin = true },
            new Series("mean of 20", episodes.Select((_, i) => episodes.Take(i + 1).TakeLast(20).Average(e => e.Reward))))
            .Save(options.Result("balance.svg"));
        return Task.FromResult((learned, guessed));

        double Mean(Func<float[], int>? choose) => Enumerable.Range(0, Trials).Average(_ => agent.Play(game, choose: choose).Reward);
    }
}
