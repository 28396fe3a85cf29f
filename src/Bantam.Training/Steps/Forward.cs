using Bantam.Graphs;
using Bantam.Training.Checkpoints;
using Bantam.Training.Data;
using Bantam.Training.Layers;

namespace Bantam.Training.Steps;

/// <summary>What is trained: layers, or a graph that came from elsewhere.</summary>
internal abstract class Forward
{
    /// <summary>Its variables, once it is built.</summary>
    public abstract IEnumerable<Variable> Variables { get; }

    /// <summary>Makes the variables.</summary>
    public virtual void Build(IReadOnlyList<Field> inputs)
    {
    }

    /// <summary>Takes the variables of a saved training: at once, or when they are made.</summary>
    public virtual void Take(TrainingCheckpoint checkpoint) => checkpoint.Apply([.. Variables], isWhole: false);

    /// <summary>The graph that predicts a batch.</summary>
    public abstract Graph Predict(int batch);

    /// <summary>The graph that learns from a batch.</summary>
    public abstract Graph Learn(int batch, TrainingState state);

    /// <summary>Whether training changes a variable.</summary>
    public abstract bool Trains(Variable variable);

    /// <summary>Layers.</summary>
    public sealed class OfModel(Model model, Func<Variable, bool>? trains) : Forward
    {
        private HashSet<Variable>? _trainable;

        public override IEnumerable<Variable> Variables => model.Variables;

        public override void Build(IReadOnlyList<Field> inputs)
        {
            model.Build(inputs);
            _trainable = [.. model.TrainableVariables];
        }

        public override void Take(TrainingCheckpoint checkpoint)
        {
            if (model.IsBuilt) base.Take(checkpoint);
            else model.Take(checkpoint.ToWeights());
        }

        public override Graph Predict(int batch) => model.Trace(batch);

        public override Graph Learn(int batch, TrainingState state) => model.Trace(batch, state);

        public override bool Trains(Variable variable) => _trainable!.Contains(variable) && (trains?.Invoke(variable) ?? true);
    }

    /// <summary>A graph, which learns as it predicts.</summary>
    public sealed class OfGraph(Graph graph, Func<Variable, bool>? trains) : Forward
    {
        public override IEnumerable<Variable> Variables => graph.Variables;

        public override Graph Predict(int batch) => graph;

        public override Graph Learn(int batch, TrainingState state) => graph;

        public override bool Trains(Variable variable) => variable.IsTrainable && (trains?.Invoke(variable) ?? true);
    }
}
