using Bantam.Tensors;
using Bantam.Training.Running;

namespace Bantam.Training.Callbacks;

/// <summary>Something that happens along a training. Calls come on the thread that trains.</summary>
public abstract class TrainingCallback
{
    /// <summary>
    /// The training begins or goes on. Nothing of an earlier one counts any more; what counts of one that goes on comes with
    /// <see cref="Load"/>.
    /// </summary>
    public virtual void OnBegin(TrainingRun run)
    {
    }

    /// <summary>An epoch has ended.</summary>
    public virtual void OnEpochEnd(TrainingRun run, EpochResult result)
    {
    }

    /// <summary>The training was cancelled, in the middle of an epoch or between two.</summary>
    public virtual void OnCancel(TrainingRun run)
    {
    }

    /// <summary>The training has ended, early or not.</summary>
    public virtual void OnEnd(TrainingRun run)
    {
    }

    /// <summary>Puts down what it must know again when the training is resumed.</summary>
    /// <param name="texts">Receives texts.</param>
    /// <param name="tensors">Receives concrete tensors.</param>
    public virtual void Save(IDictionary<string, string> texts, IDictionary<string, Tensor> tensors)
    {
    }

    /// <summary>Takes back what <see cref="Save"/> put down, after <see cref="OnBegin"/>.</summary>
    public virtual void Load(IReadOnlyDictionary<string, string> texts, IReadOnlyDictionary<string, Tensor> tensors)
    {
    }
}
