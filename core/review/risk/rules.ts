export * from '../../model/risk/rules'
