using System.Runtime.ExceptionServices;

namespace Bantam.Training.Data;

/// <summary>
/// Reads batches, ahead of the caller and on a thread of its own where the data set says so. Buffers are made once: an epoch after the
/// first allocates nothing.
/// </summary>
public sealed class BatchReader : IDisposable
{
    private readonly BatchedDataset _batches;
    private readonly IDataset _samples;
    private readonly int[]? _order;
    private readonly Slot[] _slots;
    private readonly object _gate = new();
    private readonly Thread? _thread;
    private ExceptionDispatchInfo? _error;
    private int _epoch = -1;
    private int _first;
    private int _written;
    private int _read;
    private bool _isHolding;
    private int _generation;
    private bool _isBusy;
    private bool _isStarting;
    private bool _isClosed;

    internal BatchReader(BatchedDataset batches)
    {
        _batches = batches;

        // Of a shuffled set the orders are drawn here, so that each epoch has its own.
        _samples = batches.Source is ShuffledDataset shuffled ? shuffled.Source : batches.Source;
        _order = batches.Source is ShuffledDataset ? new int[batches.Source.Count] : null;
        _slots =
            [.. Enumerable.Range(0, Math.Max(batches.PrefetchCount, 1)).Select(
            _ => new Slot([.. batches.Source.Fields.Select(f => new byte[checked(f.Bytes * batches.Size)])]))];
        if (batches.PrefetchCount == 0) return;
        _thread = new Thread(ReadAhead) { IsBackground = true, Name = "bantam-batches" };
        _thread.Start();
    }

    /// <summary>Samples in the current batch.</summary>
    public int Count => Current.Count;

    /// <summary>The number in the data set of a sample of the current batch.</summary>
    internal int SampleAt(int index) => _order is null ? Current.Start + index : _order[Current.Start + index];

    private int Batches => _batches.Count - _first;

    private Slot Current => _slots[_read % _slots.Length];

    /// <summary>Begins an epoch; what was read ahead of another is dropped.</summary>
    /// <param name="epoch">The epoch, which decides the order of a shuffled set.</param>
    /// <param name="firstBatch">The first batch.</param>
    public void Start(int epoch, int firstBatch = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(epoch);
        ArgumentOutOfRangeException.ThrowIfNegative(firstBatch);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(firstBatch, _batches.Count);
        lock (_gate)
        {
            // The thread works on the order: it must have stopped before there is another.
            _generation++;
            _isStarting = true;
            while (_isBusy) Monitor.Wait(_gate);
            if (epoch != _epoch && _batches.Source is ShuffledDataset shuffled) shuffled.Order(epoch, _order);
            (_epoch, _first, _written, _read, _isHolding, _isStarting, _error) = (epoch, firstBatch, 0, 0, false, false, null);
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Moves to the next batch; false after the last.</summary>
    /// <exception cref="DatasetException">The data set could not be read.</exception>
    public bool MoveNext()
    {
        if (_thread is null)
        {
            if (_epoch < 0 || _written == Batches) return false;
            Fill(_slots[0], _first + _written++);
            return true;
        }

        lock (_gate)
        {
            if (_isHolding)
            {
                _isHolding = false;
                _read++;

                // Waking the other thread for each batch would cost more than the batch.
                if (_written - _read <= _slots.Length / 2) Monitor.PulseAll(_gate);
            }

            if (_epoch < 0 || _read == Batches) return false;
            while (_written == _read && _error is null) Monitor.Wait(_gate);
            if (_written == _read) _error!.Throw();
            _isHolding = true;
            return true;
        }
    }

    /// <summary>A field of the current batch: <see cref="Count"/> samples, one after the other.</summary>
    public ReadOnlySpan<byte> this[int field]
    {
        get
        {
            var slot = Current;
            return slot.Fields[field].AsSpan(0, slot.Count * _batches.Source.Fields[field].Bytes);
        }
    }

    /// <summary>Ends the thread.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _isClosed = true;
            Monitor.PulseAll(_gate);
        }

        _thread?.Join();
    }

    private bool HasWork => !_isStarting && _epoch >= 0 && _error is null && _written < Batches && _written - _read < _slots.Length;

    private void ReadAhead()
    {
        while (true)
        {
            int batch, generation;
            lock (_gate)
            {
                _isBusy = false;
                Monitor.PulseAll(_gate);
                while (!_isClosed && !HasWork) Monitor.Wait(_gate);
                if (_isClosed) return;
                (batch, generation, _isBusy) = (_written, _generation, true);
            }

            ExceptionDispatchInfo? error = null;
            try
            {
                Fill(_slots[batch % _slots.Length], _first + batch);
            }
            catch (Exception exception)
            {
                error = ExceptionDispatchInfo.Capture(exception);
            }

            lock (_gate)
            {
                if (generation != _generation) continue;
                if (error is null) _written++;
                else _error = error;
            }
        }
    }

    private void Fill(Slot slot, int batch)
    {
        var start = batch * _batches.Size;
        (slot.Start, slot.Count) = (start, Math.Min(_batches.Size, _samples.Count - start));
        if (_batches.ReadingThreads == 1)
        {
            for (var i = 0; i < slot.Count; i++) Read(i);
            return;
        }

        var options = new ParallelOptions { MaxDegreeOfParallelism = _batches.ReadingThreads };
        try
        {
            Parallel.For(0, slot.Count, options, Read);
        }
        catch (AggregateException error)
        {
            ExceptionDispatchInfo.Throw(error.InnerExceptions[0]);
        }

        void Read(int i)
        {
            var sample = _order is null ? start + i : _order[start + i];
            for (var field = 0; field < slot.Fields.Length; field++)
            {
                var bytes = _samples.Fields[field].Bytes;
                _samples.Read(_epoch, sample, field, slot.Fields[field].AsSpan(i * bytes, bytes));
            }
        }
    }

    private sealed class Slot(byte[][] fields)
    {
        public byte[][] Fields { get; } = fields;

        public int Start { get; set; }

        public int Count { get; set; }
    }
}
